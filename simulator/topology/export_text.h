// Text from manifests made fit for other notations. Names in manifests are hostile input: they may
// hold quotes, markup, control characters, bytes that are no UTF-8, and characters that turn the
// direction of writing.
#pragma once

#include <string>
#include <string_view>

namespace gatesight::simulator {

/// Valid UTF-8 on one line: control characters become their pictures (U+2400 and on), what is no
/// UTF-8 or would reorder the text becomes U+FFFD.
[[nodiscard]] std::string visible(std::string_view text);

/// `visible` text for XML, in elements and in attributes.
[[nodiscard]] std::string xmlEscaped(std::string_view text);
/// `visible` text between the double quotes of DOT.
[[nodiscard]] std::string dotEscaped(std::string_view text);
/// `visible` text between the double quotes of a Mermaid label; whatever Mermaid could read as
/// markup is an entity.
[[nodiscard]] std::string mermaidEscaped(std::string_view text);

/// `visible` text for Markdown as GitHub renders it: nothing in it is markup, a mention of somebody,
/// or a reference to an issue.
[[nodiscard]] std::string markdownEscaped(std::string_view text);
/// `visible` text as a code span; fit for a cell of a table when `cell`.
[[nodiscard]] std::string markdownCode(std::string_view text, bool cell = false);

/// Width in pixels of text in a common sans-serif face at `size` pixels; an estimate, on the wide
/// side.
[[nodiscard]] double textWidth(std::string_view text, double size);
/// `visible` text that fits into `width`, cut with an ellipsis at its end, or in its middle.
[[nodiscard]] std::string elided(std::string_view text, double size, double width,
                                 bool middle = false);

}  // namespace gatesight::simulator
