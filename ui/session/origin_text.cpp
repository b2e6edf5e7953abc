#include "ui/session/origin_text.h"

#include "model/world/unread_secrets.h"
#include "ui/session/text.h"

#include <QCoreApplication>

namespace gatesight::ui {

QString originText(const model::Object& object) {
    if (!object.origin.derived())
        return {};
    const QString from = text(object.origin.derivedFrom);
    if (const auto why = model::whyNotRead(object); !why.empty())
        return QCoreApplication::translate("Origin", "Not read: %1. %2 names it; it is assumed to be as it must be.")
            .arg(text(why), from);
    return QCoreApplication::translate("Origin", "Derived from %1, as a cluster would.").arg(from);
}

}  // namespace gatesight::ui
