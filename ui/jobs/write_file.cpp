#include "ui/jobs/write_file.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace gatesight::ui {

std::expected<void, QString> writeFile(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return std::unexpected(
            QCoreApplication::translate("gatesight", "%1 could not be written: %2")
                .arg(path, file.errorString()));
    return {};
}

}  // namespace gatesight::ui
