#include "support_bad_input.h"

#include "support_archives.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <random>

#include <fmt/format.h>

namespace gatesight::model::test {
namespace {

constexpr std::size_t kMega = std::size_t{1} << 20U;

const std::string kBefore = "metadata: {name: before}\n---\n";
const std::string kAfter = "\n---\nmetadata: {name: after}\n";

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

std::string between(std::string text) {
    return kBefore + std::move(text) + kAfter;
}

/// "a", the text of each number, "b" ...
template <typename Make>
std::string numbered(std::size_t count, Make make) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) {
        all += make(i);
    }
    return all;
}

std::string stairs(std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) {
        text += std::string(i, ' ') + "a:\n";
    }
    return text;
}

std::string randomBytes(std::size_t count, unsigned seed, std::string_view alphabet) {
    std::mt19937 random(seed);
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i) {
        bytes += alphabet.empty() ? static_cast<char>(random() & 0xFFU)
                                  : alphabet[random() % alphabet.size()];
    }
    return bytes;
}

const std::array kInputs{
    // nesting
    LargeBadInput{"large-brackets.yaml", [] { return between("a: " + repeated("[", 10 * kMega)); }},
    LargeBadInput{"large-braces.yaml", [] { return between(repeated("{a: ", 2 * kMega)); }},
    LargeBadInput{"large-dashes.yaml", [] { return between(repeated("- ", 5 * kMega)); }},
    LargeBadInput{"large-questions.yaml", [] { return between(repeated("? ", 5 * kMega)); }},
    LargeBadInput{"large-stairs.yaml", [] { return between(stairs(3000)); }},
    LargeBadInput{"large-brackets-by-line.yaml",
                  [] { return between("a: " + repeated("[\n", 2 * kMega)); }},
    LargeBadInput{"large-brackets.json", [] { return between(repeated("[", 10 * kMega)); }},
    LargeBadInput{"large-maps.json", [] { return between(repeated("{\"a\":", 2 * kMega)); }},
    // length
    LargeBadInput{"large-line.yaml", [] { return between("a: " + std::string(64 * kMega, 'x')); }},
    LargeBadInput{"large-quoted.yaml",
                  [] { return between("a: \"" + std::string(64 * kMega, 'x') + "\""); }},
    LargeBadInput{"large-quoted-open.yaml",
                  [] { return between("a: \"" + std::string(8 * kMega, 'x')); }},
    LargeBadInput{"large-block.yaml",
                  [] { return between("a: |\n" + repeated("  text text\n", 6 * kMega)); }},
    LargeBadInput{"large-plain-lines.yaml",
                  [] { return between("a: b\n" + repeated("  text text\n", kMega)); }},
    LargeBadInput{"large-key.yaml", [] { return between(std::string(2 * kMega, 'k') + ": v"); }},
    LargeBadInput{"large-anchor.yaml",
                  [] { return between("a: &" + std::string(2 * kMega, 'k') + " v"); }},
    LargeBadInput{"large-tag.yaml",
                  [] { return between("a: !" + std::string(2 * kMega, 'k') + " v"); }},
    LargeBadInput{"large-comment.yaml",
                  [] { return between("a: b\n# " + std::string(20 * kMega, 'x')); }},
    LargeBadInput{"large-spaces.yaml",
                  [] { return between("a: b\n" + repeated(" ", 20 * kMega) + "\n"); }},
    LargeBadInput{"large-blank-lines.yaml",
                  [] { return between("a: b\n" + repeated("\n", 8 * kMega)); }},
    LargeBadInput{"large-document.yaml",
                  [] {
                      return between("a:\n" + numbered(400'000, [](std::size_t i) {
                                         return fmt::format("- {{key: some text of {}}}\n", i);
                                     }));
                  }},
    LargeBadInput{"large-string.json",
                  [] { return between("{\"a\": \"" + std::string(64 * kMega, 'x') + "\"}"); }},
    LargeBadInput{"large-document.json",
                  [] { return between("{\"a\": [" + repeated("1,", 5 * kMega) + "1]}"); }},
    // keys and items
    LargeBadInput{"large-many-keys.yaml",
                  [] {
                      return between(numbered(
                          150'000, [](std::size_t i) { return fmt::format("k{}: 1\n", i); }));
                  }},
    LargeBadInput{"large-same-key.yaml", [] { return between(repeated("a: 1\n", 90'000)); }},
    LargeBadInput{"large-same-keys.json",
                  [] { return between("{" + repeated("\"a\": 1,", 90'000) + "\"b\": 2}"); }},
    LargeBadInput{"large-many-items.yaml",
                  [] { return between("a:\n" + repeated("- 1\n", 1'100'000)); }},
    // aliases
    LargeBadInput{"large-alias-squared.yaml",
                  [] {
                      return between("a: &a [" + repeated("x,", 9000) + "]\nb: [" +
                                     repeated("*a,", 9000) + "]\n");
                  }},
    LargeBadInput{"large-many-anchors.yaml",
                  [] {
                      return between("a:\n" + numbered(100'000, [](std::size_t i) {
                                         return fmt::format("- &a{} {{b: 1}}\n", i);
                                     }));
                  }},
    LargeBadInput{"large-alias-items.yaml",
                  [] {
                      return between("kind: List\nitems:\n- a: &a [" + repeated("x,", 9000) +
                                     "]\n" + repeated("- b: *a\n", 20'000));
                  }},
    LargeBadInput{"large-merges.yaml",
                  [] {
                      return between(
                          "a: &a {" +
                          numbered(300, [](std::size_t i) { return fmt::format("k{}: 1,", i); }) +
                          "}\nb:\n" + repeated("- {<<: [*a, *a]}\n", 2000));
                  }},
    // many documents
    LargeBadInput{"large-empty-documents.yaml",
                  [] { return between(repeated("---\n", 3 * kMega)); }},
    LargeBadInput{"large-broken-documents.yaml",
                  [] { return between(repeated("\"\n---\n", 100'000)); }},
    LargeBadInput{"large-broken-items.yaml",
                  [] { return between("kind: List\nitems:\n" + repeated("- \"\n", 100'000)); }},
    LargeBadInput{"large-broken-lines.json",
                  [] { return repeated("{\"a\": {\"b\": 1}\n", 100'000); }},
    LargeBadInput{"large-broken-items.json",
                  [] {
                      return between("{\"kind\": \"List\", \"items\": [" +
                                     repeated("{\"a\": nul},", 20'000) +
                                     "{\"metadata\":{\"name\":\"item\"}}]}");
                  }},
    LargeBadInput{"large-open-lists.json", [] { return repeated("{\"items\": [\n", 300'000); }},
    LargeBadInput{
        "large-directives.yaml",
        [] { return repeated("%YAML 1.1\n", 300'000) + "---\nmetadata: {name: after}\n"; }},
    LargeBadInput{"large-tags.yaml",
                  [] { return between("a:\n" + repeated("- !x 1\n", 200'000)); }},
    // bytes
    LargeBadInput{"large-nuls.yaml", [] { return std::string(10 * kMega, '\0'); }},
    LargeBadInput{"large-returns.yaml",
                  [] { return between(repeated("a: b\r", 100'000) + "c: d: e"); }},
    LargeBadInput{"large-random.yaml", [] { return randomBytes(kMega, 1, ""); }},
    LargeBadInput{"large-random-marks.yaml",
                  [] { return randomBytes(200'000, 2, "-:?[]{},&*!|>'\"%@`# \n\tab1"); }},
    LargeBadInput{"large-random-marks.json",
                  [] { return randomBytes(200'000, 3, "{}[]\",:\\ \ntrue01.eE-"); }},
    LargeBadInput{"large-non-ascii.yaml",
                  [] { return between(repeated("\xC3\xA4: \xE2\x82\xAC\n", 50'000)); }},
    // archives
    LargeBadInput{"large-bomb.gz",
                  [] {
                      return packed(Packing::Gzip, {{"bomb", std::string(100 * kMega, ' ')}});
                  }},
    LargeBadInput{"large-bomb.zip",
                  [] {
                      return packed(Packing::Zip, {{"good.yaml", "metadata: {name: before}\n"},
                                                   {"bomb.yaml", std::string(100 * kMega, '#')}});
                  }},
    LargeBadInput{"large-bomb.tar.gz",
                  [] {
                      return packed(Packing::TarGzip,
                                    {{"good.yaml", "metadata: {name: before}\n"},
                                     {"bomb.yaml", std::string(100 * kMega, '\n')}});
                  }},
    LargeBadInput{"large-bomb-squared.gz",
                  [] {
                      const std::string bomb = std::string(200 * kMega, ' ');
                      return packed(Packing::Gzip, {{"x", packed(Packing::Gzip, {{"x", bomb}})}});
                  }},
    LargeBadInput{"large-bomb-of-documents.gz",
                  [] {
                      return packed(Packing::Gzip, {{"bomb", repeated("a: 1\n---\n", 8 * kMega)}});
                  }},
    LargeBadInput{"large-members.tar.gz",
                  [] {
                      std::vector<PackedMember> members;
                      for (std::size_t i = 0; i < 250'000; ++i) {
                          members.push_back({fmt::format("notes/{}.txt", i), ""});
                      }
                      members.insert(members.begin(), {"good.yaml", "metadata: {name: before}\n"});
                      return packed(Packing::TarGzip, members);
                  }},
};

}  // namespace

std::span<const LargeBadInput> largeBadInputs() {
    return kInputs;
}

void writeLargeBadInput(std::string_view name, const std::string& path) {
    const auto input = std::ranges::find(kInputs, name, &LargeBadInput::name);
    const auto bytes = input->make();
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace gatesight::model::test
