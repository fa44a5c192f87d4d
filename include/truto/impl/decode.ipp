#pragma once

#include <truto/detail/json/decode.hpp>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/value_stack.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>

namespace truto::detail::json
{

namespace bj = boost::json;

/// What may stand beside `result` without making it a member like any other.
inline constexpr std::array<std::string_view, 6> envelope_keys{"debug",        "next_cursor",         "prev_cursor",
                                                               "result_count", "is_partial_response", "result"};

/// Whether the first and the last bytes of two texts are the same, as many as a `Word` has.
template <class Word>
bool has_same_ends(const char* a, const char* b, std::size_t size) noexcept
{
    const auto differ = [&](std::size_t at)
    {
        Word left;
        Word right;
        std::memcpy(&left, a + at, sizeof(Word));
        std::memcpy(&right, b + at, sizeof(Word));
        return left ^ right;
    };
    return (differ(0) | differ(size - sizeof(Word))) == 0;
}

/// Whether two names are the same. Most are no longer than two words, which takes less time than to call a function.
inline bool is_same_name(std::string_view a, std::string_view b) noexcept
{
    const auto size = a.size();
    if (size != b.size())
    {
        return false;
    }
    if (size >= 8)
    {
        return has_same_ends<std::uint64_t>(a.data(), b.data(), size) && (size <= 16 || a == b);
    }
    return size >= 4 ? has_same_ends<std::uint32_t>(a.data(), b.data(), size) : a == b;
}

TRUTO_DECL const member_entry* find_member(const record_table& record, std::string_view name) noexcept
{
    const auto* const end = record.members + record.size;
    const auto* const found =
        std::find_if(record.members, end, [&](const member_entry& each) { return is_same_name(each.name, name); });
    return found != end ? found : nullptr;
}

/// More notes than this are not kept of one text: they take much more room than what they are about.
inline constexpr std::size_t most_notes = 1000;

/// The handler that Boost.JSON's parser calls: puts each value where the tables say.
///
/// A value that has no place of its own (an unknown member, free-form JSON, a value of an unexpected type) is captured:
/// built as a `boost::json::value` and stored when it is complete.
class decoder
{
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    decoder(std::string_view text, target root, std::vector<decode_note>& notes, envelope* wrap)
        : text_(text), root_(root), notes_(notes), wrap_(wrap != nullptr && wrap->allowed ? wrap : nullptr)
    {
        frames_.reserve(8);
        frames_.push_back({.what = frame::kind::root, .place = root.place, .table = root.table});
    }

    /// The text is an object with `result` and other members: not a wrapping after all.
    bool conflict() const noexcept { return conflict_; }

    /// The text is JSON, but not the wanted value.
    bool mismatch() const noexcept { return mismatch_; }

    bool has_value() const noexcept { return has_value_; }

    bool on_document_begin(error_code&) noexcept { return true; }
    bool on_document_end(error_code&) noexcept { return true; }
    bool on_comment_part(bj::string_view, error_code&) noexcept { return true; }
    bool on_comment(bj::string_view, error_code&) noexcept { return true; }

    bool on_object_begin(error_code& ec)
    {
        if (depth_ != 0)
        {
            ++depth_;
            return true;
        }
        auto& top = frames_.back();
        if (top.what == frame::kind::root && wrap_ != nullptr && top.table->what != shape::record)
        {
            frames_.push_back({.what = frame::kind::envelope, .place = root_.place, .table = root_.table});
            return true;
        }
        begin(opening::object);
        return check(ec);
    }

    bool on_object_end(std::size_t size, error_code& ec)
    {
        if (depth_ != 0)
        {
            stack_.push_object(size);
            if (--depth_ == 0)
            {
                end_capture();
            }
            return true;
        }
        end_frame();
        return check(ec);
    }

    bool on_array_begin(error_code& ec)
    {
        if (depth_ != 0)
        {
            ++depth_;
            return true;
        }
        begin(opening::array);
        return check(ec);
    }

    bool on_array_end(std::size_t size, error_code& ec)
    {
        if (depth_ != 0)
        {
            stack_.push_array(size);
            if (--depth_ == 0)
            {
                end_capture();
            }
            return true;
        }
        end_frame();
        return check(ec);
    }

    bool on_key_part(bj::string_view part, std::size_t, error_code&)
    {
        parts_.append(part.data(), part.size());
        return true;
    }

    bool on_key(bj::string_view last, std::size_t, error_code& ec)
    {
        return (depth_ == 0 && parts_.empty() && expects({last.data(), last.size()})) || take_key(last, ec);
    }

    bool on_string_part(bj::string_view part, std::size_t, error_code&)
    {
        parts_.append(part.data(), part.size());
        return true;
    }

    bool on_string(bj::string_view last, std::size_t, error_code& ec)
    {
        if (depth_ == 0 && parts_.empty())
        {
            scalar({.what = met_scalar::kind::text, .text = {last.data(), last.size()}});
            return check(ec);
        }
        return take_string(last, ec);
    }

    bool on_number_part(bj::string_view part, error_code&)
    {
        parts_.append(part.data(), part.size());
        return true;
    }

    bool on_int64(std::int64_t value, bj::string_view last, error_code& ec)
    {
        if (depth_ != 0)
        {
            stack_.push_int64(value);
        }
        else
        {
            scalar({.what = met_scalar::kind::integer, .text = whole(last), .integer = value});
        }
        parts_.clear();
        return check(ec);
    }

    bool on_uint64(std::uint64_t value, bj::string_view last, error_code& ec)
    {
        if (depth_ != 0)
        {
            stack_.push_uint64(value);
        }
        else
        {
            scalar({.what = met_scalar::kind::unsigned_integer, .text = whole(last), .unsigned_integer = value});
        }
        parts_.clear();
        return check(ec);
    }

    bool on_double(double value, bj::string_view last, error_code& ec)
    {
        const auto text = whole(last);
        if (text.size() > 16)
        {
            // Where there are many digits, Boost.JSON may miss the nearest double by one.
            read_double(text, value);
        }
        if (depth_ != 0 && !std::isfinite(value))
        {
            stack_.push_string({text.data(), text.size()});  // see to_json()
        }
        else if (depth_ != 0)
        {
            stack_.push_double(value);
        }
        else
        {
            scalar({.what = met_scalar::kind::real, .text = text, .real = value});
        }
        parts_.clear();
        return check(ec);
    }

    bool on_bool(bool value, error_code& ec)
    {
        if (depth_ != 0)
        {
            stack_.push_bool(value);
        }
        else
        {
            scalar({.what = met_scalar::kind::boolean, .boolean = value});
        }
        return check(ec);
    }

    bool on_null(error_code& ec)
    {
        if (depth_ != 0)
        {
            stack_.push_null();
        }
        else
        {
            scalar({});
        }
        return check(ec);
    }

private:
    /// An array or object that is being read into a place.
    struct frame
    {
        enum class kind : unsigned char
        {
            root,      // the document: one value
            envelope,  // the object around `result`
            record,    // a struct
            list,      // a vector
            map,       // a map
            keyed,     // a vector that is written as an object
            odd_list,  // an array that turned out not to fit: its elements go to salvage_.back()
            odd_map,   // the same for an object read into a map
        };

        kind what = kind::root;
        void* place = nullptr;                 // where the value as a whole goes
        const value_table* table = nullptr;    // of that place
        void* value = nullptr;                 // the struct, vector or map itself
        const record_table* record = nullptr;  // of a struct
        const member_entry* member = nullptr;  // of a struct: the one under way; null for an unknown one
        // Of a struct: the members that are expected to come. None while a name may mean more than that its member comes.
        const member_entry* expected = nullptr;
        const member_entry* expected_end = nullptr;
        std::size_t next = 0;   // of a list: how many elements have begun
        bool has_odd = false;   // of a struct: whether a described member went to `extra`
        bool is_keyed = false;  // whether it began as `keyed`
    };

    /// What becomes of the value that is being captured.
    enum class fate : unsigned char
    {
        store,   // *unknown_ takes it
        assign,  // capture_.place takes it
        keep,    // it is of an unexpected type
    };

    bool check(error_code& ec) const
    {
        if (conflict_)
        {
            ec = bj::make_error_code(bj::error::syntax);  // ends the parser; the caller looks at conflict()
            return false;
        }
        return true;
    }

    std::string_view whole(bj::string_view last)
    {
        if (parts_.empty())
        {
            return {last.data(), last.size()};
        }
        parts_.append(last.data(), last.size());
        return parts_;
    }

    // --- where values go ---------------------------------------------------------------------------------------

    /// Whether the name that was met is of an expected member: nearly always members come in their order, with some left
    /// out. Then nothing else is to be done about it.
    bool expects(std::string_view name) noexcept
    {
        auto& top = frames_.back();
        for (const auto* each = top.expected; each != top.expected_end; ++each)
        {
            if (is_same_name(each->name, name))
            {
                met_ = name.data();
                top.member = each;
                top.expected = each + 1;
                return true;
            }
        }
        return false;
    }

    /// A name that is captured, came in pieces, or was not expected.
    BOOST_NOINLINE bool take_key(bj::string_view last, error_code& ec)
    {
        const auto text = whole(last);
        if (depth_ != 0)
        {
            stack_.push_key({text.data(), text.size()});
        }
        else
        {
            met_ = last.data();
            select(text);
        }
        parts_.clear();
        return check(ec);
    }

    /// A text that is captured or came in pieces.
    BOOST_NOINLINE bool take_string(bj::string_view last, error_code& ec)
    {
        const auto text = whole(last);
        if (depth_ != 0)
        {
            stack_.push_string({text.data(), text.size()});
        }
        else
        {
            scalar({.what = met_scalar::kind::text, .text = text});
        }
        parts_.clear();
        return check(ec);
    }

    /// A member's name was met: finds its place.
    void select(std::string_view name)
    {
        auto& top = frames_.back();
        switch (top.what)
        {
        case frame::kind::record:
            select_member(top, name);
            break;
        case frame::kind::map:
            keys_.back() = name;
            break;
        case frame::kind::odd_map:
            keys_.back() = name;
            break;
        case frame::kind::keyed:
            keys_.back() = name;
            if (top.next == 0 && is_member_of_element(top, name))
            {
                turn_into_element();
            }
            break;
        case frame::kind::envelope:
            select_beside(top, name);
            break;
        case frame::kind::root:
        case frame::kind::list:
        case frame::kind::odd_list:
            break;
        }
    }

    void select_member(frame& top, std::string_view name)
    {
        const auto& record = *top.record;
        if (const auto* const found = find_member(record, name))
        {
            top.member = found;
            bare_ = bare_ || (wrap_ != nullptr && frames_.size() == 2);
            if (top.has_odd)
            {
                record.extra(top.value)->stable_erase(name);  // of members with one name the last one counts
            }
            else
            {
                expect(top, found + 1);
            }
            return;
        }
        if (wrap_ != nullptr && frames_.size() == 2 && !bare_)
        {
            if (name == "result")
            {
                top.what = frame::kind::envelope;
                if (auto* extra = record.extra(top.value))
                {
                    wrap_->beside = std::move(*extra);
                }
                select_beside(top, name);
                return;
            }
            bare_ = !is_envelope_key(name);
        }
        top.member = nullptr;
        auto* extra = record.extra(top.value);
        unknown_ = extra != nullptr ? &(*extra)[name] : &discarded_;
        *unknown_ = nullptr;
    }

    static void expect(frame& of, const member_entry* next) noexcept
    {
        of.expected = next;
        of.expected_end = of.record->members + of.record->size;
    }

    void select_beside(frame& top, std::string_view name)
    {
        if (name == "result")
        {
            wrap_->found = true;
            in_result_ = true;
            return;
        }
        in_result_ = false;
        conflict_ = conflict_ || !is_envelope_key(name);
        top.member = nullptr;
        unknown_ = &wrap_->beside[name];
    }

    // --- a vector that is written as an object -----------------------------------------------------------------
    //
    // Its first member tells it from an object that is an element itself, and stands where an array was expected: an
    // element has that member, or the value is nothing that could be an element.

    static bool is_member_of_element(const frame& keyed, std::string_view name)
    {
        const auto& element = *keyed.table->element;
        return element.what == shape::record && find_member(element.record(), name) != nullptr;
    }

    /// The object turned out to be the only element. Its first name was met, and its first value was not.
    void turn_into_element()
    {
        const auto keyed = frames_.back();
        const auto name = std::move(keys_.back());
        frames_.pop_back();
        keys_.pop_back();
        names_.pop_back();
        note(decode_note::kind::converted, *keyed.table);
        open_object(keyed.table->append(keyed.value), *keyed.table->element);
        select(name);
    }

    /// An element begins; `place` is where it goes.
    void* append_keyed(frame& keyed)
    {
        ++keyed.next;
        names_.back().push_back(keys_.back());
        return keyed.table->append(keyed.value);
    }

    void drop_last_keyed(const frame& keyed)
    {
        names_.back().pop_back();
        keyed.table->drop_last(keyed.value);
    }

    /// The elements so far as an object again.
    bj::value keyed_so_far(const frame& keyed) const
    {
        bj::object object;
        for (std::size_t i = 0; i != names_.back().size(); ++i)
        {
            bj::value element;
            encode_place(*keyed.table->element, keyed.table->at(keyed.value, i).element, element);
            object.insert_or_assign(names_.back()[i], std::move(element));
        }
        return object;
    }

    static bool is_envelope_key(std::string_view name) noexcept
    {
        return std::find(envelope_keys.begin(), envelope_keys.end(), name) != envelope_keys.end();
    }

    /// A scalar was met.
    void scalar(const met_scalar& met)
    {
        const auto& top = frames_.back();
        if (top.member == nullptr)
        {
            scalar_elsewhere(met);
        }
        else if (!put(top.record->address(top.value, *top.member), *top.member->table, met))
        {
            keep(to_json(met));
        }
    }

    /// A scalar was met that is not of a described member.
    BOOST_NOINLINE void scalar_elsewhere(const met_scalar& met)
    {
        auto& top = frames_.back();
        switch (top.what)
        {
        case frame::kind::root:
            put_root(met);
            break;
        case frame::kind::envelope:
            if (in_result_)
            {
                put_root(met);
            }
            else
            {
                *unknown_ = to_json(met);
            }
            break;
        case frame::kind::record:
            *unknown_ = to_json(met);
            break;
        case frame::kind::list:
            put_element(top, met);
            break;
        case frame::kind::map:
        {
            const auto& element = *top.table->element;
            const bool nothing = met.what == met_scalar::kind::null && element.what != shape::any;
            if (nothing || !put(top.table->insert(top.value, keys_.back()), element, met))
            {
                keep(to_json(met));
            }
            break;
        }
        case frame::kind::keyed:
            put_keyed(top, met);
            break;
        case frame::kind::odd_list:
        case frame::kind::odd_map:
            keep(to_json(met));
            break;
        }
    }

    void put_keyed(frame& top, const met_scalar& met)
    {
        const auto& element = *top.table->element;
        if (met.what == met_scalar::kind::null && element.what != shape::any)
        {
            ++top.next;
            note(decode_note::kind::dropped, element);
            return;
        }
        if (top.next == 0 && element.what == shape::record)
        {
            turn_into_element();
            scalar(met);
            return;
        }
        if (!put(append_keyed(top), element, met))
        {
            drop_last_keyed(top);
            keep(to_json(met));
        }
    }

    void put_root(const met_scalar& met)
    {
        if (met.what == met_scalar::kind::null)
        {
            root_.table->clear(root_.place);
            has_value_ = false;
            return;
        }
        has_value_ = put(root_.place, *root_.table, met);
        mismatch_ = !has_value_;
    }

    void put_element(frame& top, const met_scalar& met)
    {
        ++top.next;
        const auto& element = *top.table->element;
        if (met.what == met_scalar::kind::null && element.what != shape::any)
        {
            note(decode_note::kind::dropped, element);
            return;
        }
        if (!put(top.table->append(top.value), element, met))
        {
            top.table->drop_last(top.value);
            keep(to_json(met));
        }
    }

    /// Puts a scalar into a place; false when it does not fit, and the place is as good as new.
    bool put(void* place, const value_table& table, const met_scalar& met)
    {
        if (table.what == shape::scalar && met.what != met_scalar::kind::null)
        {
            const auto result = table.assign(place, met);
            if (result == assigned::converted)
            {
                note(decode_note::kind::converted, table);
            }
            return result != assigned::no;
        }
        return put_otherwise(place, table, met);
    }

    BOOST_NOINLINE bool put_otherwise(void* place, const value_table& table, const met_scalar& met)
    {
        if (met.what == met_scalar::kind::null)
        {
            table.clear(place);
            return true;
        }
        if (table.what == shape::any)
        {
            return table.assign_json(place, to_json(met));
        }
        if (table.what == shape::list && (table.element->what == shape::scalar || table.element->what == shape::any))
        {
            table.clear(place);
            void* element = table.append(table.emplace(place));
            if (table.element->what == shape::any ? table.element->assign_json(element, to_json(met))
                                                  : table.element->assign(element, met) != assigned::no)
            {
                note(decode_note::kind::converted, table);
                return true;
            }
            table.clear(place);
        }
        return false;
    }

    enum class opening : unsigned char
    {
        object,
        array,
    };

    void open(opening what, void* place, const value_table& table)
    {
        what == opening::object ? open_object(place, table) : open_array(place, table);
    }

    /// An object or array begins: opens the place where it goes.
    void begin(opening what)
    {
        auto& top = frames_.back();
        switch (top.what)
        {
        case frame::kind::root:
            has_value_ = true;
            open(what, root_.place, *root_.table);
            break;
        case frame::kind::envelope:
            if (in_result_)
            {
                has_value_ = true;
                root_.table->clear(root_.place);  // from what stood beside `result`, or from an earlier one
                open(what, root_.place, *root_.table);
            }
            else
            {
                capture(fate::store);
            }
            break;
        case frame::kind::record:
            if (top.member == nullptr)
            {
                capture(fate::store);
            }
            else
            {
                void* place = top.record->address(top.value, *top.member);
                if (top.member->table->is_bare)
                {
                    // Of a default, or of an earlier member of that name. Others begin anew when they are filled.
                    top.member->table->clear(place);
                }
                open(what, place, *top.member->table);
            }
            break;
        case frame::kind::list:
        {
            if (top.table->wants_room && (top.next == 16 || top.next == 1024))
            {
                reserve(top);
            }
            ++top.next;
            const auto& element = *top.table->element;
            open(what, top.table->append(top.value), element);
            break;
        }
        case frame::kind::map:
        {
            const auto& element = *top.table->element;
            void* place = top.table->insert(top.value, keys_.back());
            element.clear(place);  // of members with one name the last one counts
            open(what, place, element);
            break;
        }
        case frame::kind::keyed:
            if (top.next == 0 && top.table->element->what == shape::record && what == opening::array)
            {
                turn_into_element();
                begin(what);
                break;
            }
            open(what, append_keyed(top), *top.table->element);
            break;
        case frame::kind::odd_list:
        case frame::kind::odd_map:
            capture(fate::keep);
            break;
        }
    }

    /// Makes room for as many elements as there will be if all are as long as those so far, since moving large ones
    /// again and again takes a good part of the time. If they are not, the room is no more than 64 times what is used.
    void reserve(const frame& list)
    {
        const std::less<const char*> is_before;
        if (is_before(met_, text_.data()) || is_before(text_.data() + text_.size(), met_))
        {
            return;  // a name with escapes, which stands in a buffer of the parser
        }
        const auto read = static_cast<std::size_t>(met_ - text_.data());
        const auto each = std::max(read / list.next, std::size_t{1});
        const auto rest = (text_.size() - read) / each;
        list.table->change(list.value, list_change::reserve, std::min(list.next + rest + rest / 8, list.next * 64));
    }

    /// The value that begins is the innermost from now on.
    frame& enter(frame::kind what, void* place, const value_table& table)
    {
        frames_.push_back({.what = what, .place = place, .table = &table, .value = table.emplace(place)});
        return frames_.back();
    }

    void open_object(void* place, const value_table& table)
    {
        switch (table.what)
        {
        case shape::record:
        {
            auto& opened = enter(frame::kind::record, place, table);
            opened.record = &table.record();
            if (wrap_ == nullptr || frames_.size() != 2)
            {
                expect(opened, opened.record->members);
            }
            break;
        }
        case shape::map:
            enter(frame::kind::map, place, table);
            keys_.emplace_back();
            break;
        case shape::object:
        case shape::any:
            capture(fate::assign, {place, &table});
            break;
        case shape::list:
            if (table.is_keyed)
            {
                enter(frame::kind::keyed, place, table).is_keyed = true;
                keys_.emplace_back();
                names_.emplace_back();
                break;
            }
            if (table.element->what != shape::scalar && table.element->what != shape::list)
            {
                note(decode_note::kind::converted, table);
                open_object(table.append(table.emplace(place)), *table.element);
                break;
            }
            [[fallthrough]];
        case shape::scalar:
            unfit();
            break;
        }
    }

    void open_array(void* place, const value_table& table)
    {
        switch (table.what)
        {
        case shape::list:
            enter(frame::kind::list, place, table);
            break;
        case shape::any:
            capture(fate::assign, {place, &table});
            break;
        case shape::record:
        case shape::map:
        case shape::object:
        case shape::scalar:
            unfit();
            break;
        }
    }

    /// The object or array that begins does not fit the place that was opened for it.
    void unfit()
    {
        auto& top = frames_.back();
        if (top.what == frame::kind::list)
        {
            top.table->drop_last(top.value);
        }
        else if (top.what == frame::kind::keyed)
        {
            drop_last_keyed(top);
        }
        capture(fate::keep);
    }

    void capture(fate what, target to = {})
    {
        depth_ = 1;
        fate_ = what;
        capture_ = to;
        stack_.reset();
    }

    void end_capture()
    {
        auto value = stack_.release();
        switch (fate_)
        {
        case fate::store:
            *unknown_ = std::move(value);
            break;
        case fate::assign:
            capture_.table->assign_json(capture_.place, std::move(value));
            break;
        case fate::keep:
            keep(std::move(value));
            break;
        }
    }

    /// The object or array of the innermost frame is complete.
    void end_frame()
    {
        const auto what = frames_.back().what;
        if (what == frame::kind::record || what == frame::kind::list)
        {
            frames_.pop_back();
            return;
        }
        const auto done = frames_.back();
        frames_.pop_back();
        if (done.what == frame::kind::envelope)
        {
            conflict_ = conflict_ || !wrap_->found;
            return;
        }
        if (done.what == frame::kind::map || done.what == frame::kind::odd_map || done.what == frame::kind::keyed)
        {
            keys_.pop_back();
        }
        if (done.is_keyed)
        {
            names_.pop_back();
        }
        if (done.what == frame::kind::odd_list || done.what == frame::kind::odd_map)
        {
            auto value = std::move(salvage_.back());
            salvage_.pop_back();
            done.table->clear(done.place);
            auto& owner = frames_.back();
            if (owner.what == frame::kind::list)
            {
                owner.table->drop_last(owner.value);
            }
            else if (owner.what == frame::kind::keyed)
            {
                drop_last_keyed(owner);
            }
            keep(std::move(value));
        }
    }

    // --- what does not fit -------------------------------------------------------------------------------------

    /// Keeps a value of an unexpected type: in `extra` of the struct that has the member, under the member's name.
    void keep(bj::value&& value)
    {
        auto& top = frames_.back();
        switch (top.what)
        {
        case frame::kind::root:
        case frame::kind::envelope:
            mismatch_ = true;
            has_value_ = false;
            break;
        case frame::kind::record:
            note(decode_note::kind::kept, *top.member->table);
            top.member->table->clear(top.record->address(top.value, *top.member));
            if (auto* extra = top.record->extra(top.value))
            {
                extra->insert_or_assign(top.member->name, std::move(value));
                top.has_odd = true;
                top.expected = top.expected_end;
            }
            break;
        case frame::kind::list:
        case frame::kind::map:
            // One element does not fit, so the whole is kept as JSON: half of it in the struct would look complete.
            note(decode_note::kind::kept, *top.table->element);
            salvage_.emplace_back();
            encode_place(*top.table, top.place, salvage_.back());
            if (top.what == frame::kind::list)
            {
                if (!salvage_.back().is_array())
                {
                    salvage_.back().emplace_array();
                }
                top.what = frame::kind::odd_list;
            }
            else
            {
                if (!salvage_.back().is_object())
                {
                    salvage_.back().emplace_object();
                }
                top.what = frame::kind::odd_map;
            }
            keep(std::move(value));
            break;
        case frame::kind::keyed:
            note(decode_note::kind::kept, *top.table->element);
            salvage_.push_back(keyed_so_far(top));
            top.what = frame::kind::odd_map;
            keep(std::move(value));
            break;
        case frame::kind::odd_list:
            salvage_.back().get_array().push_back(std::move(value));
            break;
        case frame::kind::odd_map:
            salvage_.back().get_object().insert_or_assign(keys_.back(), std::move(value));
            break;
        }
    }

    static bj::value to_json(const met_scalar& met)
    {
        switch (met.what)
        {
        case met_scalar::kind::null:
            break;
        case met_scalar::kind::boolean:
            return met.boolean;
        case met_scalar::kind::integer:
            return met.integer;
        case met_scalar::kind::unsigned_integer:
            return met.unsigned_integer;
        case met_scalar::kind::real:
            if (std::isfinite(met.real))
            {
                return met.real;
            }
            [[fallthrough]];  // JSON has no infinity: what no double can hold is kept as it is spelled
        case met_scalar::kind::text:
            return bj::string_view{met.text.data(), met.text.size()};
        }
        return nullptr;
    }

    /// A name of a map as it stands in a path: not so long that notes could hold many times what the text does.
    static std::string_view shortened(std::string_view name)
    {
        std::size_t size = std::min<std::size_t>(name.size(), 64);
        while (size != name.size() && size != 0 && (static_cast<unsigned char>(name[size]) & 0xC0) == 0x80)
        {
            --size;  // not within a character
        }
        return name.substr(0, size);
    }

    void note(decode_note::kind what, const value_table& wanted)
    {
        if (++noted_ > most_notes)
        {
            return;
        }
        std::string path;
        auto key = keys_.begin();
        for (const auto& each : frames_)
        {
            switch (each.what)
            {
            case frame::kind::record:
                if (each.member != nullptr)
                {
                    path.append(path.empty() ? "" : ".").append(each.member->name);
                }
                break;
            case frame::kind::list:
            case frame::kind::odd_list:
                path.append("[").append(std::to_string(each.next - 1)).append("]");
                break;
            case frame::kind::map:
            case frame::kind::keyed:
            case frame::kind::odd_map:
                path.append(path.empty() ? "" : ".").append(shortened(*key)).append(key->size() > 64 ? "…" : "");
                ++key;
                break;
            case frame::kind::root:
            case frame::kind::envelope:
                break;
            }
        }
        notes_.push_back({what, std::move(path), std::string{wanted.wanted}});
    }

    std::string_view text_;
    const char* met_ = nullptr;  // the last name; in `text_`, as long as it holds no escapes
    target root_;
    std::vector<decode_note>& notes_;
    std::size_t noted_ = 0;
    envelope* wrap_;

    std::vector<frame> frames_;
    std::vector<std::string> keys_;                // of maps under way
    std::vector<std::vector<std::string>> names_;  // of the elements of vectors that are written as objects
    std::vector<bj::value> salvage_;               // of arrays and maps that turned out not to fit
    std::string parts_;                            // of a text in pieces, which is one that holds escapes

    bj::value_stack stack_;  // what is being captured
    std::size_t depth_ = 0;  // of capturing; 0 when not
    fate fate_ = fate::store;
    target capture_{};
    bj::value* unknown_ = nullptr;
    bj::value discarded_;

    bool bare_ = false;
    bool in_result_ = false;
    bool has_value_ = false;
    bool conflict_ = false;
    bool mismatch_ = false;
};

/// The unit that `\uXXXX` at the start of `text` stands for; 0 when it is no such escape.
inline unsigned escaped_unit(std::string_view text) noexcept
{
    unsigned unit = 0;
    if (text.starts_with("\\u") && text.size() >= 6)
    {
        const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
        unit = error == std::errc{} && end == text.data() + 6 ? unit : 0;
    }
    return unit;
}

/// The JSON text with U+FFFD in place of escaped halves of surrogate pairs, which somebody leaves who cuts a text after so
/// many UTF-16 units.
TRUTO_DECL std::string without_half_pairs(std::string_view text)
{
    std::string whole;
    whole.reserve(text.size());
    while (!text.empty())
    {
        const auto escape = std::min(text.find('\\'), text.size());
        whole += text.substr(0, escape);
        text.remove_prefix(escape);

        const auto unit = escaped_unit(text);
        const bool leads = unit >= 0xD800 && unit < 0xDC00;
        const bool trails = unit >= 0xDC00 && unit < 0xE000;
        const auto next = leads ? escaped_unit(text.substr(6)) : 0;
        const bool is_pair = next >= 0xDC00 && next < 0xE000;
        const auto size = std::min<std::size_t>(is_pair ? 12 : unit != 0 ? 6 : 2, text.size());
        whole += (leads || trails) && !is_pair ? "\\ufffd" : text.substr(0, size);
        text.remove_prefix(size);
    }
    return whole;
}

TRUTO_DECL error_code decode_into(std::string_view text, target to, const decode_options& options,
                                  std::vector<decode_note>& notes, envelope* wrap)
{
    if (text.substr(0, 3) == "\xEF\xBB\xBF")
    {
        text.remove_prefix(3);  // a byte order mark, which JSON does not allow and some servers send
    }
    bj::parse_options how;
    how.max_depth = options.max_depth;
    how.allow_invalid_utf8 = true;  // a name in the wrong encoding is no reason to lose the record

    const auto notes_before = notes.size();
    bj::basic_parser<decoder> parser(how, text, to, notes, wrap);
    error_code ec;
    const auto read = parser.write_some(false, text.data(), text.size(), ec);
    const auto start_again = [&](std::string_view with_text, bool is_wrapped)
    {
        to.table->clear(to.place);
        if (wrap != nullptr)
        {
            *wrap = {.allowed = is_wrapped};
        }
        return decode_into(with_text, to, options, notes, wrap);
    };
    if (parser.handler().conflict())
    {
        notes.resize(notes_before);
        return start_again(text, false);
    }
    if (ec)
    {
        // Boost.JSON has several errors for it, which differ between releases.
        if (const auto whole = without_half_pairs(text); whole != text)
        {
            notes.resize(notes_before);
            ec = start_again(whole, wrap != nullptr && wrap->allowed);
            if (ec)
            {
                return ec;
            }
            notes.push_back({decode_note::kind::replaced, {}, "whole surrogate pairs"});
            return options.strict ? make_error_code(errc::body_not_decodable) : error_code{};
        }
    }
    if (!ec && read < text.size())
    {
        ec = bj::make_error_code(bj::error::extra_data);
    }
    if (wrap != nullptr)
    {
        wrap->has_value = !ec && parser.handler().has_value();
    }
    if (!ec && parser.handler().mismatch())
    {
        ec = errc::body_not_decodable;
    }
    if (ec)
    {
        to.table->clear(to.place);
        notes.push_back({decode_note::kind::undecoded, {}, std::string{to.table->wanted}});
        return ec;
    }
    return options.strict && notes.size() != notes_before ? make_error_code(errc::body_not_decodable) : error_code{};
}

}  // namespace truto::detail::json
