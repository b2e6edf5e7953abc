#include "ui/jobs/write_file.h"

#include "model/files/write_file.h"
#include "ui/session/text.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QImage>

namespace gatesight::ui {

namespace {

std::expected<void, QString> writeWith(const QString& path, const QByteArray& bytes,
                                       const model::WriteOptions& options) {
    const auto written =
        model::writeFile(QFile::encodeName(path).toStdString(),
                         {bytes.constData(), static_cast<std::size_t>(bytes.size())}, options);
    if (!written)
        return std::unexpected(
            QCoreApplication::translate("gatesight", "%1 could not be written: %2")
                .arg(path, text(written.error())));
    return {};
}

}  // namespace

std::expected<void, QString> writeFile(const QString& path, const QByteArray& bytes) {
    return writeWith(path, bytes, {});
}

std::expected<void, QString> saveFile(const QString& path, const QByteArray& bytes) {
    return writeWith(path, bytes, {.keepBackup = true});
}

std::expected<void, QString> keepFile(const QString& path, const QByteArray& bytes) {
    return writeWith(path, bytes, {.onlyOwner = true});
}

QByteArray pngOf(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

}  // namespace gatesight::ui
