#include "ui/window/exporting.h"

#include "simulator/topology/export.h"
#include "ui/session/trace_reading.h"

#include <nlohmann/json.hpp>

#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>

namespace gatesight::ui {

namespace {

/// A picture of ten thousand nodes would need gigabytes: it is scaled down to this many pixels a
/// side.
constexpr int kMaxPictureSide = 16'000;

QByteArray bytesOf(const nlohmann::ordered_json& json) {
    return QByteArray::fromStdString(
        json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

QByteArray csvField(const std::string& value) {
    QByteArray field = QByteArray::fromStdString(value);
    // A leading sign would be a formula for spreadsheets.
    if (!field.isEmpty() && QByteArrayView("=+-@").contains(field.front()))
        field.prepend('\'');
    field.replace('"', "\"\"");
    return '"' + field + '"';
}

}  // namespace

QByteArray graphSvg(const Session& session, bool dark) {
    if (!session.topology())
        return {};
    simulator::ExportOptions options{.dark = dark, .highlighted = {}, .title = {}};
    options.highlighted.assign(session.litPath().begin(), session.litPath().end());
    if (!session.inputs().empty())
        options.title = session.inputs().front().title;
    return QByteArray::fromStdString(
        simulator::toSvg(*session.topology(), *session.layout(), options));
}

QByteArray graphPng(const Session& session, bool dark) {
    QSvgRenderer renderer(graphSvg(session, dark));
    const QSize natural = renderer.defaultSize();
    if (!renderer.isValid() || natural.isEmpty())
        return {};
    QSize size = natural * 2;
    if (std::max(size.width(), size.height()) > kMaxPictureSide)
        size.scale(kMaxPictureSide, kMaxPictureSide, Qt::KeepAspectRatio);
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    return pngOf(image);
}

QByteArray decisionJson(const Session& session) {
    return session.decision() ? bytesOf(toJson(*session.decision())) : QByteArray();
}

QByteArray answersJson(const Session& session) {
    auto list = nlohmann::ordered_json::array();
    for (const SavedRequest& saved : session.savedRequests())
        if (saved.answer)
            list.push_back({{"name", saved.name},
                            {"request", toJson(saved.request)},
                            {"decision", toJson(*saved.answer)},
                            {"unmet", saved.unmet}});
    return bytesOf(list);
}

QByteArray answersCsv(const Session& session) {
    QByteArray csv = "name,method,url,status,where,expectation\n";
    for (const SavedRequest& saved : session.savedRequests()) {
        if (!saved.answer)
            continue;
        const std::string expectation = saved.expect.empty()  ? ""
                                        : saved.unmet.empty() ? "met"
                                                              : saved.unmet.front();
        QByteArrayList fields;
        for (const std::string& value :
             {saved.name, saved.request.method, saved.request.url(), shortAnswer(*saved.answer),
              whereTo(*saved.answer), expectation})
            fields << csvField(value);
        csv += fields.join(',') + '\n';
    }
    return csv;
}

}  // namespace gatesight::ui
