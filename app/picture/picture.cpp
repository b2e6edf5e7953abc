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

void drawPdf(RsvgHandle& handle, Size units, Picture& result) {
    const Size points{units.width * kPointsPerUnit, units.height * kPointsPerUnit};
    const Surface surface(
        cairo_pdf_surface_create_for_stream(append, &result.bytes, points.width, points.height));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, kNoDate);
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Gatesight");
    result.error = render(handle, *surface, points);
    cairo_surface_finish(surface.get());
}

}  // namespace

}  // namespace gatesight::picture

extern "C" void gatesightDrawPicture(std::string_view svg, gatesight::picture::Form form,
                                     gatesight::picture::Picture& result) {
    using namespace gatesight::picture;
    GError* error = nullptr;
    const auto* bytes = reinterpret_cast<const guint8*>(svg.data());
    const Handle handle(rsvg_handle_new_from_data(bytes, svg.size(), &error));
    Size units;
    if (!handle) {
        result.error = messageOf(error);
    } else if (!rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &units.width, &units.height) ||
               units.width <= 0 || units.height <= 0) {
        result.error = "the picture has no size";
    } else if (form == Form::Png) {
        drawPng(*handle, units, result);
    } else {
        drawPdf(*handle, units, result);
    }
    if (!result.error.empty())
        result.bytes.clear();
}
