#include "model/manifest/text_check.h"

#include <algorithm>
#include <array>

namespace gatesight::model {
namespace {

using namespace std::string_view_literals;

/// Bytes that need no thought: printable ASCII, tab and line breaks.
constexpr auto kPlain = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t c = 0x20; c < 0x7F; ++c) {
        table[c] = 1;
    }
    table['\t'] = table['\n'] = table['\r'] = 1;
    return table;
}();

/// The first byte from `at` on that is not plain. The inner loop has no exit, so that it runs a
/// block at a time.
std::size_t skipPlain(std::string_view text, std::size_t at) {
    constexpr std::size_t kBlock = 64;
    while (at + kBlock <= text.size()) {
        unsigned odd = 0;
        for (std::size_t i = 0; i < kBlock; ++i) {
            const auto c = static_cast<unsigned char>(text[at + i]);
            const unsigned isBreakOrTab = static_cast<unsigned>(c == '\t') |
                                          static_cast<unsigned>(c == '\n') |
                                          static_cast<unsigned>(c == '\r');
            const unsigned isPrintable =
                static_cast<unsigned>(static_cast<unsigned char>(c - 0x20) < 0x5F);
            odd |= (isBreakOrTab | isPrintable) ^ 1U;
        }
        if (odd != 0) {
            break;
        }
        at += kBlock;
    }
    while (at < text.size() && kPlain[static_cast<unsigned char>(text[at])] != 0) {
        ++at;
    }
    return at;
}

struct Character {
    std::uint32_t code = 0;
    std::size_t length = 0;  // 0: not UTF-8
};

/// Decodes strictly: no overlong forms, no surrogates, nothing above U+10FFFF.
Character decodeUtf8(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
    };
    const auto first = byte(0);
    if (first < 0x80) {
        return {first, 1};
    }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) {
        return {};
    }
    std::uint32_t code = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return {};
        }
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
    if (code < kSmallest[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        return {};
    }
    return {code, length};
}

/// YAML 1.1 c-printable, as libyaml's reader checks it.
bool isAllowedInYaml(std::uint32_t code) {
    return code == 0x09 || code == 0x0A || code == 0x0D || (code >= 0x20 && code <= 0x7E) ||
           code == 0x85 || (code >= 0xA0 && code <= 0xD7FF) ||
           (code >= 0xE000 && code <= 0xFFFD && code != 0xFEFF) ||
           (code >= 0x10000 && code <= 0x10FFFF);
}

}  // namespace

TextCheck checkText(std::string_view text, TextKind textKind) {
    TextCheck check;
    using Kind = TextProblem::Kind;
    for (std::size_t at = skipPlain(text, 0); at < text.size(); at = skipPlain(text, at)) {
        const auto character = decodeUtf8(text.substr(at));
        if (character.length == 0) {
            check.problem = {Kind::InvalidUtf8, at};
            return check;
        }
        const bool isAllowed =
            textKind == TextKind::Yaml ? isAllowedInYaml(character.code) : character.code >= 0x20;
        if (!isAllowed) {
            check.problem = {character.code == 0 ? Kind::Nul : Kind::ControlCharacter, at};
            return check;
        }
        check.ascii = check.ascii && character.length == 1;
        at += character.length;
    }
    return check;
}

std::optional<ForeignFormat> recognizeForeign(std::string_view bytes) {
    struct Signature {
        std::string_view begin;
        ForeignFormat format;
    };
    static constexpr std::array<Signature, 15> kSignatures{{
        {"\xFF\xFE\0\0"sv, {"UTF-32 text", true}},
        {"\0\0\xFE\xFF"sv, {"UTF-32 text", true}},
        {"\xFF\xFE"sv, {"UTF-16 text", true}},
        {"\xFE\xFF"sv, {"UTF-16 text", true}},
        {"\x1F\x8B"sv, {"gzip data", false}},
        {"PK\x03\x04"sv, {"a zip archive", false}},
        {"\xFD"
         "7zXZ\0"sv,
         {"xz data", false}},
        {"\x28\xB5\x2F\xFD"sv, {"zstd data", false}},
        {"\x7F"
         "ELF"sv,
         {"a program", false}},
        {"MZ\x90\0"sv, {"a program", false}},
        {"\x89PNG"sv, {"a PNG picture", false}},
        {"\xFF\xD8\xFF"sv, {"a JPEG picture", false}},
        {"%PDF-"sv, {"a PDF document", false}},
        {"SQLite format 3\0"sv, {"an SQLite database", false}},
        {"k8s\0"sv, {"a Kubernetes protobuf message", false}},
    }};
    for (const auto& signature : kSignatures) {
        if (bytes.starts_with(signature.begin)) {
            return signature.format;
        }
    }
    if (bytes.size() > 4 && bytes.starts_with("BZh") && bytes.substr(4).starts_with("1AY&SY")) {
        return ForeignFormat{"bzip2 data", false};
    }
    constexpr std::size_t kTarMagicAt = 257;
    if (bytes.size() > kTarMagicAt && bytes.substr(kTarMagicAt).starts_with("ustar")) {
        return ForeignFormat{"a tar archive", false};
    }
    // UTF-16 without a byte order mark: ASCII letters with a NUL before or behind each of them.
    const auto sample = bytes.substr(0, 64);
    if (sample.size() >= 4 && sample.find('\0') != std::string_view::npos) {
        std::array<std::size_t, 2> nuls{};
        for (std::size_t i = 0; i < sample.size(); ++i) {
            nuls[i % 2] += sample[i] == '\0' ? 1U : 0U;
        }
        const auto half = sample.size() / 2;
        if ((nuls[0] == 0 && nuls[1] * 10 >= half * 9) ||
            (nuls[1] == 0 && nuls[0] * 10 >= half * 9)) {
            return ForeignFormat{"UTF-16 text", true};
        }
    }
    return std::nullopt;
}

bool hasLoneReturns(std::string_view text) {
    for (auto at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 2)) {
        if (at + 1 == text.size() || text[at + 1] != '\n') {
            return true;
        }
    }
    return false;
}

Position positionAt(std::string_view text, std::size_t offset, std::uint32_t firstLine) {
    std::uint32_t line = firstLine;
    std::size_t lineBegin = 0;
    for (std::size_t at = 0; at < offset && at < text.size(); ++at) {
        // The LF of a CR LF ends the line, not its CR.
        const bool isBreak = text[at] == '\n' ||
                             (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'));
        if (isBreak) {
            lineBegin = at + 1;
            ++line;
        }
    }
    return {line, static_cast<std::uint32_t>(offset - lineBegin + 1)};
}

}  // namespace gatesight::model
