#pragma once

// What a decoder noted, as one line that a table can hold: `converted roles[0].id: a string`.

#include <truto/detail/json/decode.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace truto::test
{

inline std::string_view name_of(decode_note::kind what)
{
    switch (what)
    {
    case decode_note::kind::converted:
        return "converted";
    case decode_note::kind::kept:
        return "kept";
    case decode_note::kind::dropped:
        return "dropped";
    case decode_note::kind::replaced:
        return "replaced";
    case decode_note::kind::undecoded:
        return "undecoded";
    }
    return "?";
}

inline std::string text_of(const decode_note& note)
{
    std::string line{name_of(note.what)};
    line.append(note.path.empty() ? "" : " ").append(note.path);
    return line.append(": ").append(note.wanted);
}

/// All notes in order, with `; ` between them.
inline std::string text_of(const std::vector<decode_note>& notes)
{
    std::string line;
    for (const auto& each : notes)
    {
        line.append(line.empty() ? "" : "; ").append(text_of(each));
    }
    return line;
}

}  // namespace truto::test
