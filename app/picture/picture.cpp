#include "app/picture/picture.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <librsvg/rsvg.h>

#include <algorithm>
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

std::string messageOf(GError* error) {
    std::string message = error ? error->message : "unknown error";
    g_clear_error(&error);
    return message;
}

/// Draws the whole document over a surface of this size; what went wrong, or nothing.
std::string render(RsvgHandle& handle, cairo_surface_t& surface, Size size) {
    const Context context(cairo_create(&surface));
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

// One page is in memory at a time: reports have hundreds.
void drawPdf(std::span<const Page> pages, Picture& result) {
    const Surface surface(cairo_pdf_surface_create_for_stream(append, &result.bytes, 1, 1));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, kNoDate);
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Gatesight");
    for (std::size_t i = 0; i < pages.size() && result.error.empty(); ++i) {
        const Loaded page = load(pages[i].svg, result.error);
        if (!result.error.empty())
            break;
        const Size points{page.units.width * kPointsPerUnit, page.units.height * kPointsPerUnit};
        cairo_pdf_surface_set_size(surface.get(), points.width, points.height);
        if (!pages[i].bookmark.empty())
            cairo_pdf_surface_add_outline(surface.get(), CAIRO_PDF_OUTLINE_ROOT,
                                          std::string(pages[i].bookmark).c_str(),
                                          ("page=" + std::to_string(i + 1)).c_str(),
                                          CAIRO_PDF_OUTLINE_FLAG_OPEN);
        result.error = render(*page.handle, *surface, points);
    }
    cairo_surface_finish(surface.get());
}

}  // namespace

}  // namespace gatesight::picture

extern "C" void gatesightDrawPages(std::span<const gatesight::picture::Page> pages,
                                   gatesight::picture::Form form,
                                   gatesight::picture::Picture& result) {
    using namespace gatesight::picture;
    if (pages.empty()) {
        result.error = "there is no page";
    } else if (form == Form::Pdf) {
        drawPdf(pages, result);
    } else if (const Loaded page = load(pages.front().svg, result.error); result.error.empty()) {
        drawPng(*page.handle, page.units, result);
    }
    if (!result.error.empty())
        result.bytes.clear();
}
