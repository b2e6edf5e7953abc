// The rules about the text of manifests (not about what it says): every `manifest.*` id that a
// Finding can carry.
#pragma once

#include "model/manifest/finding.h"

#include <span>
#include <string_view>

namespace gatesight::model {

/// One row of the table. `example` is a short text that breaks the rule, for documentation; empty
/// where no text can show it.
struct ManifestRule {
    std::string_view id;
    Severity severity;
    std::string_view meaning;
    std::string_view example;
};

/// All rules, sorted by id.
[[nodiscard]] std::span<const ManifestRule> manifestRules();

/// The row of an id; nullptr when there is none.
[[nodiscard]] const ManifestRule* findManifestRule(std::string_view id);

/// The ids, so that a misspelt one does not compile.
namespace rule {
inline constexpr std::string_view kAliasCycle = "manifest.alias-cycle";
inline constexpr std::string_view kAliasLimit = "manifest.alias-limit";
inline constexpr std::string_view kAliasUnknown = "manifest.alias-unknown";
inline constexpr std::string_view kArchive = "manifest.archive";
inline constexpr std::string_view kArchiveLimit = "manifest.archive-limit";
inline constexpr std::string_view kBinary = "manifest.binary";
inline constexpr std::string_view kControlCharacter = "manifest.control-character";
inline constexpr std::string_view kDepth = "manifest.depth";
inline constexpr std::string_view kDirective = "manifest.directive";
inline constexpr std::string_view kDocumentSize = "manifest.document-size";
inline constexpr std::string_view kDocumentTime = "manifest.document-time";
inline constexpr std::string_view kDuplicateKey = "manifest.duplicate-key";
inline constexpr std::string_view kEncoding = "manifest.encoding";
inline constexpr std::string_view kEscape = "manifest.escape";
inline constexpr std::string_view kFileChanged = "manifest.file-changed";
inline constexpr std::string_view kFolderCycle = "manifest.folder-cycle";
inline constexpr std::string_view kIndentation = "manifest.indentation";
inline constexpr std::string_view kInputSize = "manifest.input-size";
inline constexpr std::string_view kItemLimit = "manifest.item-limit";
inline constexpr std::string_view kJson = "manifest.json";
inline constexpr std::string_view kKeyLimit = "manifest.key-limit";
inline constexpr std::string_view kKeyType = "manifest.key-type";
inline constexpr std::string_view kMergeKey = "manifest.merge-key";
inline constexpr std::string_view kNotAnObject = "manifest.not-an-object";
inline constexpr std::string_view kNul = "manifest.nul";
inline constexpr std::string_view kScalarSize = "manifest.scalar-size";
inline constexpr std::string_view kSyntax = "manifest.syntax";
inline constexpr std::string_view kTab = "manifest.tab";
inline constexpr std::string_view kTag = "manifest.tag";
inline constexpr std::string_view kTemplate = "manifest.template";
inline constexpr std::string_view kTooManyFindings = "manifest.too-many-findings";
inline constexpr std::string_view kUnclosed = "manifest.unclosed";
inline constexpr std::string_view kUnreadable = "manifest.unreadable";
inline constexpr std::string_view kUtf8 = "manifest.utf8";
}  // namespace rule

}  // namespace gatesight::model
