// libyaml's error messages in words that say what to do.
#pragma once

#include "model/manifest/tree_assembler.h"
#include "model/manifest/yaml_parser.h"

#include <string_view>

namespace gatesight::model {

/// What `problem` means in `text` (the bytes that libyaml was given, whose marks `cursor` turns
/// into positions).
[[nodiscard]] Problem explainYamlProblem(const YamlProblem& problem, std::string_view text,
                                         MarkCursor& cursor);

/// To YAML `{{ .Values.x }}` is a map whose key is a map. Is `offset` that inner map of such a
/// template?
[[nodiscard]] bool isTemplateAt(std::string_view text, std::size_t offset);

inline constexpr std::string_view kTemplateAdvice =
    "this is a template that was not rendered; give the output of `helm template` instead";

}  // namespace gatesight::model
