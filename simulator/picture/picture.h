// What the module gatesight-picture does: SVG -> PNG or PDF. It is loaded when a picture is asked
// for, so that all other commands start without a renderer's libraries.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace gatesight::picture {

enum class Form { Png, Pdf };

/// A place of a PDF that a bookmark leads to; in units of the page's SVG, from its top.
struct Bookmark {
    std::string_view title;
    double y = 0;
};

/// A rectangle that leads to another place when it is clicked.
struct Link {
    double x = 0, y = 0, width = 0, height = 0;
    std::size_t toPage = 0;
    double toY = 0;
};

struct Page {
    std::string_view svg;
    std::span<const Bookmark> bookmarks = {};  ///< from top to bottom
    std::span<const Link> links = {};
};

struct Document {
    std::span<const Page> pages;
    std::string_view title = {}, creator = {};  ///< empty: none, and "Gatesight"
    /// Called before each page; `false` stops, and there are no bytes and no error. May be empty.
    std::function<bool(std::size_t page)> goOn = {};
};

struct Picture {
    std::string bytes;
    std::string error;  ///< one sentence when there are no bytes
};

/// Sides longer than this many pixels are scaled down: a picture of ten thousand nodes would need
/// gigabytes.
inline constexpr int kMaxSide = 16'000;

/// PNG: the first page, two pixels for each unit of the SVG, as the desktop draws it. PDF: all
/// pages, each of its SVG's size, with text as text and without the time of day, so that the same
/// input gives the same bytes.
using Draw = void(const Document& document, Form form, Picture& result);
inline constexpr const char* kDrawName = "gatesightDrawDocument";

}  // namespace gatesight::picture

extern "C" gatesight::picture::Draw gatesightDrawDocument;
