#include "simulator/picture/picture.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <librsvg/rsvg.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

namespace gatesight::picture {

namespace {

constexpr double kPixelsPerUnit = 2;
constexpr double kPointsPerUnit = 0.75;  // 96 units an inch, 72 points an inch
// Cairo writes a date into every PDF; this one says that none is known.
constexpr const char* kNoDate = "1970-01-01T00:00:00Z";

template <auto Destroy>
struct By {
    template <class T>
    void operator()(T* object) const {
        Destroy(object);
    }
};
using Handle = std::unique_ptr<RsvgHandle, By<&g_object_unref>>;
using Surface = std::unique_ptr<cairo_surface_t, By<&cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, By<&cairo_destroy>>;

struct Size {
    double width = 0, height = 0;
};

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

/// A number as cairo reads it in attributes, whatever the locale.
std::string points(double units) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), units * kPointsPerUnit,
                                   std::chars_format::fixed, 2);
    return {text.data(), end.ptr};
}

std::string placeOf(std::size_t page, double y) {
    return "page=" + std::to_string(page + 1) + " pos=[0 " + points(y) + "]";
}

std::string attributesOf(const Link& link) {
    return "rect=[" + points(link.x) + " " + points(link.y) + " " + points(link.width) + " " +
           points(link.height) + "] " + placeOf(link.toPage, link.toY);
}

std::string messageOf(GError* error) {
    std::string message = error ? error->message : "unknown error";
    g_clear_error(&error);
    return message;
}

/// Draws the whole document over a surface of this size; what went wrong, or nothing.
std::string render(RsvgHandle& handle, cairo_surface_t& surface, Size size,
                   std::span<const Link> links = {}) {
    const Context context(cairo_create(&surface));
    for (const Link& link : links) {
        cairo_tag_begin(context.get(), CAIRO_TAG_LINK, attributesOf(link).c_str());
        cairo_tag_end(context.get(), CAIRO_TAG_LINK);
    }
    const RsvgRectangle page{0, 0, size.width, size.height};
    GError* error = nullptr;
    if (!rsvg_handle_render_document(&handle, context.get(), &page, &error))
        return messageOf(error);
    cairo_show_page(context.get());
    const cairo_status_t status = cairo_status(context.get());
    return status == CAIRO_STATUS_SUCCESS ? "" : cairo_status_to_string(status);
}

void drawPng(RsvgHandle& handle, Size units, Picture& result) {
    const double longest = std::max(units.width, units.height);
    const double scale = std::min(kPixelsPerUnit, kMaxSide / longest);
    const Size pixels{std::max(1.0, units.width * scale), std::max(1.0, units.height * scale)};
    const Surface surface(cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, static_cast<int>(pixels.width), static_cast<int>(pixels.height)));
    result.error = render(handle, *surface, pixels);
    if (result.error.empty())
        cairo_surface_write_to_png_stream(surface.get(), append, &result.bytes);
}

/// A page as librsvg has read it.
struct Loaded {
    Handle handle;
    Size units;
};

Loaded load(std::string_view svg, std::string& error) {
    Loaded page;
    GError* problem = nullptr;
    const auto* bytes = reinterpret_cast<const guint8*>(svg.data());
    page.handle.reset(rsvg_handle_new_from_data(bytes, svg.size(), &problem));
    if (!page.handle)
        error = messageOf(problem);
    else if (!rsvg_handle_get_intrinsic_size_in_pixels(page.handle.get(), &page.units.width,
                                                       &page.units.height) ||
             page.units.width <= 0 || page.units.height <= 0)
        error = "the picture has no size";
    return page;
}

void addMetadata(cairo_surface_t* surface, const Document& document) {
    const auto set = [surface](cairo_pdf_metadata_t entry, std::string_view text) {
        cairo_pdf_surface_set_metadata(surface, entry, std::string(text).c_str());
    };
    set(CAIRO_PDF_METADATA_CREATE_DATE, kNoDate);
    set(CAIRO_PDF_METADATA_CREATOR, document.creator.empty() ? "Gatesight" : document.creator);
    if (!document.title.empty())
        set(CAIRO_PDF_METADATA_TITLE, document.title);
}

// One page is in memory at a time: reports have hundreds. Whether all of them were drawn.
bool drawPdf(const Document& document, Picture& result) {
    const Surface surface(cairo_pdf_surface_create_for_stream(append, &result.bytes, 1, 1));
    addMetadata(surface.get(), document);
    for (std::size_t i = 0; i < document.pages.size() && result.error.empty(); ++i) {
        if (document.goOn && !document.goOn(i))
            return false;
        const Page& page = document.pages[i];
        const Loaded loaded = load(page.svg, result.error);
        if (!result.error.empty())
            return false;
        const Size points{loaded.units.width * kPointsPerUnit,
                          loaded.units.height * kPointsPerUnit};
        cairo_pdf_surface_set_size(surface.get(), points.width, points.height);
        for (const Bookmark& bookmark : page.bookmarks)
            cairo_pdf_surface_add_outline(surface.get(), CAIRO_PDF_OUTLINE_ROOT,
                                          std::string(bookmark.title).c_str(),
                                          placeOf(i, bookmark.y).c_str(),
                                          CAIRO_PDF_OUTLINE_FLAG_OPEN);
        result.error = render(*loaded.handle, *surface, points, page.links);
    }
    cairo_surface_finish(surface.get());
    if (const cairo_status_t status = cairo_surface_status(surface.get());
        result.error.empty() && status != CAIRO_STATUS_SUCCESS)
        result.error = cairo_status_to_string(status);
    return result.error.empty();
}

}  // namespace

}  // namespace gatesight::picture

extern "C" void gatesightDrawDocument(const gatesight::picture::Document& document,
                                      gatesight::picture::Form form,
                                      gatesight::picture::Picture& result) {
    using namespace gatesight::picture;
    if (document.pages.empty()) {
        result.error = "there is no page";
    } else if (form == Form::Pdf) {
        // Bytes are written until the surface is gone.
        if (!drawPdf(document, result))
            result.bytes.clear();
    } else if (const Loaded page = load(document.pages.front().svg, result.error);
               result.error.empty()) {
        drawPng(*page.handle, page.units, result);
    }
    if (!result.error.empty())
        result.bytes.clear();
}
