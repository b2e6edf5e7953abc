#include "model/manifest/rules.h"

#include <algorithm>
#include <array>

namespace gatesight::model {
namespace {

// clang-format off
constexpr std::array kRules{
    ManifestRule{rule::kAliasCycle, Severity::Error, "an alias stands inside the value that its anchor names, so the value would contain itself", "a: &a {b: *a}"},
    ManifestRule{rule::kAliasLimit, Severity::Error, "aliases make the document far larger than what is written", "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]"},
    ManifestRule{rule::kAliasUnknown, Severity::Error, "no anchor of that name stands above the alias", "a: *nowhere"},
    ManifestRule{rule::kArchive, Severity::Error, "an archive, or a member of it, cannot be read", ""},
    ManifestRule{rule::kArchiveLimit, Severity::Error, "an archive unpacks to far more than its own size, or has too many members", ""},
    ManifestRule{rule::kBinary, Severity::Error, "the file is not text", ""},
    ManifestRule{rule::kControlCharacter, Severity::Error, "a control character that YAML does not allow", ""},
    ManifestRule{rule::kDepth, Severity::Error, "maps and lists are nested too deeply", ""},
    ManifestRule{rule::kDirective, Severity::Warning, "a %YAML or %TAG line is ignored, and kubectl refuses it", "%YAML 1.1\n---\na: b"},
    ManifestRule{rule::kDocumentSize, Severity::Error, "a document is larger than the limit", ""},
    ManifestRule{rule::kDocumentTime, Severity::Error, "a document takes too long to read", ""},
    ManifestRule{rule::kDuplicateKey, Severity::Error, "a key stands twice in one map; the last one counts", "a: 1\na: 2"},
    ManifestRule{rule::kEncoding, Severity::Error, "the text is UTF-16 or UTF-32 instead of UTF-8", ""},
    ManifestRule{rule::kEscape, Severity::Error, "an escape sequence in a quoted string that is not known", "a: \"\\d+\""},
    ManifestRule{rule::kFileChanged, Severity::Warning, "a file grew while it was read; what was added is left out", ""},
    ManifestRule{rule::kFolderCycle, Severity::Warning, "a link leads back into a folder that is being read, and is not followed", ""},
    ManifestRule{rule::kIndentation, Severity::Error, "a line is indented neither like its neighbours nor deeper", "a:\n    b: 1\n  c: 2"},
    ManifestRule{rule::kInputSize, Severity::Error, "a file is larger than the limit; what lies beyond it is left out", ""},
    ManifestRule{rule::kItemLimit, Severity::Error, "a list has too many items", ""},
    ManifestRule{rule::kJson, Severity::Error, "the text is not JSON as RFC 8259 has it", "{\"a\": nul}"},
    ManifestRule{rule::kKeyLimit, Severity::Error, "a map has too many keys", ""},
    ManifestRule{rule::kKeyType, Severity::Error, "a key is not a string", "{a: b}: c"},
    ManifestRule{rule::kMergeKey, Severity::Error, "a merge key `<<` has a value that is neither a map nor a list of maps", "<<: text"},
    ManifestRule{rule::kNotAnObject, Severity::Error, "a document is not a map, so it can be no object", "just text"},
    ManifestRule{rule::kNul, Severity::Error, "a NUL byte in the text", ""},
    ManifestRule{rule::kScalarSize, Severity::Error, "one value is longer than the limit", ""},
    ManifestRule{rule::kSyntax, Severity::Error, "the text is not YAML", "a: b: c"},
    ManifestRule{rule::kTab, Severity::Error, "a tab stands where YAML wants spaces", "a:\n\tb: 1"},
    ManifestRule{rule::kTag, Severity::Warning, "a tag that Kubernetes does not know is ignored, or a value does not fit its tag", "a: !secret b"},
    ManifestRule{rule::kTemplate, Severity::Error, "a template that was not rendered", "a: {{ .Values.b }}"},
    ManifestRule{rule::kTooManyFindings, Severity::Warning, "a file has more findings than are listed", ""},
    ManifestRule{rule::kUnclosed, Severity::Error, "a quote or bracket is opened and never closed", "a: \"b"},
    ManifestRule{rule::kUnreadable, Severity::Error, "a file or folder cannot be read, or is a pipe or device", ""},
    ManifestRule{rule::kUtf8, Severity::Error, "bytes that are not UTF-8", ""},
};
// clang-format on

static_assert(std::ranges::is_sorted(kRules, {}, &ManifestRule::id));

}  // namespace

std::span<const ManifestRule> manifestRules() {
    return kRules;
}

const ManifestRule* findManifestRule(std::string_view id) {
    const auto* row = std::ranges::lower_bound(kRules, id, {}, &ManifestRule::id);
    return row != kRules.end() && row->id == id ? row : nullptr;
}

}  // namespace gatesight::model
