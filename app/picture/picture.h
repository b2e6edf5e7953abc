// What the module gatesight-picture does: SVG -> PNG or PDF. It is loaded when a picture is asked for, so that all other
// commands start without a renderer's libraries.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gatesight::picture {

enum class Form { Png, Pdf };

/// One page of SVG. In a PDF a `bookmark` leads to it, unless that is empty.
struct Page {
    std::string_view svg, bookmark;
};

struct Picture {
    std::string bytes;
    std::string error;  ///< one sentence when there are no bytes
};

/// Sides longer than this many pixels are scaled down: a picture of ten thousand nodes would need gigabytes.
inline constexpr int kMaxSide = 16'000;

/// PNG: the first page, two pixels for each unit of the SVG, as the desktop draws it. PDF: all pages, each of its SVG's size,
/// with text as text and without the time of day, so that the same input gives the same bytes.
using Draw = void(std::span<const Page> pages, Form form, Picture& result);
inline constexpr const char* kDrawName = "gatesightDrawPages";

}  // namespace gatesight::picture

extern "C" gatesight::picture::Draw gatesightDrawPages;
