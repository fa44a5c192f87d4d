#pragma once

#include <truto/webhook.hpp>

#include <boost/json/serialize.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdexcept>
#include <utility>

namespace truto::webhook
{

namespace detail
{

inline constexpr std::size_t hex_size = 64;     // of 32 bytes
inline constexpr std::size_t base64_size = 44;  // the same, with one `=`

class error_category_type final : public boost::system::error_category
{
public:
    constexpr error_category_type() noexcept : boost::system::error_category(0x5472'7574'6f01'0003) {}

    const char* name() const noexcept override { return "truto.webhook"; }

    std::string message(int value) const override
    {
        switch (static_cast<errc>(value))
        {
        case errc::signature_missing:
            return "the delivery has no signature; refuse it";
        case errc::signature_malformed:
            return "the delivery's signature is not an HMAC-SHA256; refuse it";
        case errc::signature_mismatch:
            return "the delivery's signature is wrong; refuse it, and check the secret if Truto sent it";
        case errc::not_an_event:
            return "the body of the delivery is not a JSON object";
        }
        return "unknown error";
    }
};

inline constexpr error_category_type error_category_instance{};

inline std::string_view trimmed(std::string_view text) noexcept
{
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_blank(text.front()))
    {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back()))
    {
        text.remove_suffix(1);
    }
    return text;
}

/// Whether all are hexadecimal digits. Makes them lower-case.
inline bool lower_hex(std::string& text) noexcept
{
    for (char& c : text)
    {
        c = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
        {
            return false;
        }
    }
    return true;
}

/// What a header offers for comparison: texts of `hex_size` or `base64_size`. None where it is another format.
inline std::vector<std::string> offered_digests(std::string_view header)
{
    std::vector<std::string> offered;
    bool is_sha256 = false;
    for (bool is_last = false; !is_last;)
    {
        const auto comma = header.find(',');
        const auto part = header.substr(0, comma);
        is_last = comma == std::string_view::npos;
        header.remove_prefix(is_last ? header.size() : comma + 1);

        const auto equals = std::min(part.find('='), part.size());  // Base64 has further ones
        const auto name = trimmed(part.substr(0, equals));
        const auto value = trimmed(part.substr(std::min(equals + 1, part.size())));
        is_sha256 = is_sha256 || (name == "format" && value == "sha256");
        if (std::string digest{value};
            name == "v" && (digest.size() == base64_size || (digest.size() == hex_size && lower_hex(digest))))
        {
            offered.push_back(std::move(digest));
        }
    }
    return is_sha256 ? offered : std::vector<std::string>{};
}

TRUTO_DECL std::array<unsigned char, 32> hmac_sha256(const secret& key, std::string_view text)
{
    std::array<unsigned char, 32> digest{};
    unsigned size = 0;
    const std::string& bytes = key.reveal();
    const auto* const data = reinterpret_cast<const unsigned char*>(text.empty() ? "" : text.data());
    if (::HMAC(::EVP_sha256(), bytes.data(), static_cast<int>(bytes.size()), data, text.size(), digest.data(), &size) ==
            nullptr ||
        size != digest.size())
    {
        throw std::runtime_error("OpenSSL can't compute an HMAC-SHA256");
    }
    return digest;
}

TRUTO_DECL std::string to_hex(const std::array<unsigned char, 32>& digest)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : digest)
    {
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 0xf]);
    }
    return text;
}

inline std::string to_base64(const std::array<unsigned char, 32>& digest)
{
    std::array<unsigned char, base64_size + 1> text{};  // OpenSSL ends it with a zero
    const int size = ::EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
    return {text.data(), text.data() + size};
}

TRUTO_DECL std::string to_text(const boost::json::value& value)
{
    return boost::json::serialize(value);
}

}  // namespace detail

TRUTO_DECL const boost::system::error_category& error_category() noexcept
{
    return detail::error_category_instance;
}

TRUTO_DECL verifier::verifier(secret key) : verifier(std::vector<secret>{std::move(key)}) {}

TRUTO_DECL verifier::verifier(std::vector<secret> keys) : keys_(std::move(keys))
{
    if (keys_.empty() || std::any_of(keys_.begin(), keys_.end(), [](const secret& each) { return each.empty(); }))
    {
        throw std::invalid_argument("the secret of a webhook is empty");
    }
}

TRUTO_DECL error_code verifier::operator()(std::string_view signature, std::string_view body) const
{
    if (detail::trimmed(signature).empty())
    {
        return errc::signature_missing;
    }
    const auto offered = detail::offered_digests(signature);
    if (offered.empty())
    {
        return errc::signature_malformed;
    }

    // Everything is compared with everything, as text: Base64 that is decoded first may have several spellings.
    bool is_genuine = false;
    for (const secret& key : keys_)
    {
        const auto digest = detail::hmac_sha256(key, body);
        const std::string hex = detail::to_hex(digest);
        const std::string base64 = detail::to_base64(digest);
        for (const std::string& each : offered)
        {
            const std::string& right = each.size() == detail::hex_size ? hex : base64;
            const bool is_equal = ::CRYPTO_memcmp(each.data(), right.data(), right.size()) == 0;
            is_genuine = is_genuine || is_equal;
        }
    }
    return is_genuine ? error_code{} : errc::signature_mismatch;
}

TRUTO_DECL event parse(std::string_view body, error_code& ec)
{
    namespace json = truto::detail::json;

    event result;
    std::vector<decode_note> notes;
    json::envelope around;
    ec = json::decode_into(body, {&result, &json::value_table_of<event>}, {}, notes, &around);
    if (ec == truto::errc::body_not_decodable || (!ec && !around.has_value))  // the latter is `null`
    {
        ec = errc::not_an_event;
    }
    if (ec)
    {
        return {};
    }
    if (!result.type)
    {
        // Some of Truto's pages call the member so.
        const auto* other = result.extra.if_contains("event_type");
        if (const auto* text = other != nullptr ? other->if_string() : nullptr)
        {
            result.type.emplace(std::string_view{text->data(), text->size()});
            result.extra.erase("event_type");
        }
    }
    return result;
}

TRUTO_DECL event parse(std::string_view body)
{
    error_code ec;
    event result = parse(body, ec);
    if (ec)
    {
        throw boost::system::system_error(ec, "the body of a webhook");
    }
    return result;
}

}  // namespace truto::webhook
