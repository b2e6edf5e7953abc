#include "ui/trace/step_text.h"

#include "ui/session/text.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace gatesight::ui {

using simulator::Stage;
using simulator::Verdict;

namespace {

QString tr(const char* words) {
    return QCoreApplication::translate("Trace", words);
}

}  // namespace

QString subjectText(const simulator::Subject& subject) {
    if (subject.kind.empty() && subject.name.empty())
        return {};
    QString result = text(subject.kind) + QLatin1Char(' ');
    if (!subject.namespace_.empty())
        result += text(subject.namespace_) + QLatin1Char('/');
    result += text(subject.name);
    QString field = text(subject.field);
    if (field.startsWith(QLatin1String("spec.")))
        field.remove(0, 5);
    return field.isEmpty() ? result : result + QStringLiteral(" · ") + field;
}

QString placeText(const model::SourceLocation& source) {
    if (!source.known())
        return {};
    const QString file = QFileInfo(text(source.file)).fileName();
    return source.position.known() ? QStringLiteral("%1:%2").arg(file).arg(source.position.line)
                                   : file;
}

QString stageText(Stage stage) {
    switch (stage) {
        case Stage::Resolve:
            return tr("Destination");
        case Stage::Policy:
            return tr("Policy");
        case Stage::Listener:
            return tr("Listener");
        case Stage::Tls:
            return tr("TLS");
        case Stage::Attach:
            return tr("Attached routes");
        case Stage::Match:
            return tr("Match");
        case Stage::Precedence:
            return tr("Precedence");
        case Stage::Filter:
            return tr("Filters");
        case Stage::Backend:
            return tr("Backend");
        case Stage::Endpoint:
            return tr("Endpoint");
        case Stage::Response:
            return tr("Response");
    }
    return {};
}

QString verdictText(Verdict verdict) {
    switch (verdict) {
        case Verdict::Chosen:
            return tr("chosen");
        case Verdict::Passed:
            return tr("passed");
        case Verdict::Rejected:
            return tr("rejected");
        case Verdict::Applied:
            return tr("applied");
        case Verdict::Info:
            return tr("note");
    }
    return {};
}

QString verdictIcon(Verdict verdict) {
    switch (verdict) {
        case Verdict::Chosen:
            return QStringLiteral("check");
        case Verdict::Passed:
            return QStringLiteral("dot");
        case Verdict::Rejected:
            return QStringLiteral("cross");
        case Verdict::Applied:
            return QStringLiteral("pencil");
        case Verdict::Info:
            return QStringLiteral("dot");
    }
    return {};
}

QColor verdictColor(Verdict verdict, const Palette& colors) {
    switch (verdict) {
        case Verdict::Chosen:
            return colors.good;
        case Verdict::Passed:
            return colors.good;
        case Verdict::Rejected:
            return colors.bad;
        case Verdict::Applied:
            return colors.info;
        case Verdict::Info:
            return colors.mutedText;
    }
    return colors.mutedText;
}

}  // namespace gatesight::ui
