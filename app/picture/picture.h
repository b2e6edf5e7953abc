// What the module gatesight-picture does: SVG -> PNG or PDF. It is loaded when a picture is asked for, so that all other
// commands start without a renderer's libraries.
#pragma once

#include <string>
#include <string_view>

namespace gatesight::picture {

enum class Form { Png, Pdf };

struct Picture {
    std::string bytes;
    std::string error;  ///< one sentence when there are no bytes
};

/// Sides longer than this many pixels are scaled down: a picture of ten thousand nodes would need gigabytes.
inline constexpr int kMaxSide = 16'000;

/// PNG: two pixels for each unit of the SVG, as the desktop draws it. PDF: one page of the SVG's size, with text as text and
/// without the time of day, so that the same input gives the same bytes.
using Draw = void(std::string_view svg, Form form, Picture& result);
inline constexpr const char* kDrawName = "gatesightDrawPicture";

}  // namespace gatesight::picture

extern "C" gatesight::picture::Draw gatesightDrawPicture;
