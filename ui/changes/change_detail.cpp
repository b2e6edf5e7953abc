#include "ui/changes/change_detail.h"

#include "ui/changes/change_words.h"
#include "ui/session/text.h"
#include "ui/theme/theme.h"

#include <QUrl>

namespace gatesight::ui {

namespace {

constexpr std::size_t kMostFields = 60;
constexpr auto kRuleLink = "rule";
constexpr auto kRequestLink = "request";
constexpr auto kPlaceLink = "place";

QString safe(std::string_view words) {
    return text(words).toHtmlEscaped();
}

QString ruleLink(std::string_view id) {
    return QStringLiteral("<a href=\"%1:%2\">%2</a>").arg(QLatin1String(kRuleLink), safe(id));
}

/// Lines of a label and what it labels.
class DetailWriter {
public:
    explicit DetailWriter(const QString& title) {
        m_html = QStringLiteral("<p style=\"font-weight:600\">%1</p>").arg(title);
    }
    void note(const QString& markup) {
        m_html += QStringLiteral("<p class=\"muted\">%1</p>").arg(markup);
    }
    void line(const QString& label, const QString& markup, const QString& tone = {}) {
        m_rows += QStringLiteral(
                      "<tr><td class=\"muted\">%1&nbsp;&nbsp;</td>"
                      "<td class=\"%2\">%3</td></tr>")
                      .arg(label, tone, markup);
    }
    void link(const char* where, const QString& words) {
        m_links += QStringLiteral("<p><a href=\"%1:\">%2</a></p>").arg(QLatin1String(where), words);
    }
    [[nodiscard]] QString html() const {
        return m_html + QStringLiteral("<table cellpadding=\"2\">") + m_rows +
               QStringLiteral("</table>") + m_links;
    }

private:
    QString m_html, m_rows, m_links;
};

void addRequest(DetailWriter& out, const std::vector<simulator::PartChange>& parts,
                simulator::MoveEffect effect, const std::optional<simulator::DecidedRoute>& before,
                const std::optional<simulator::DecidedRoute>& after) {
    for (const simulator::PartChange& part : parts) {
        const QString was = partWords(part, false).toHtmlEscaped();
        const QString is = partWords(part, true).toHtmlEscaped();
        if (part.name == "answer") {
            out.line(ChangeDetail::tr("from"), was);
            out.line(ChangeDetail::tr("to"), is,
                     effect == simulator::MoveEffect::Breaks    ? QStringLiteral("bad")
                     : effect == simulator::MoveEffect::Repairs ? QStringLiteral("good")
                                                                : QString());
        } else {
            out.line(safe(part.name), QStringLiteral("%1 → %2").arg(was, is));
        }
    }
    if (const std::string rules = ruleMove(before, after, "→"); !rules.empty())
        out.line(ChangeDetail::tr("by"), safe(rules));
}

QString requestDetail(const simulator::Changes& changes, std::size_t at) {
    const simulator::RequestMove& move = changes.requests.moves[at];
    DetailWriter out(QStringLiteral("%1 — %2").arg(safe(inWords(move.witness)),
                                                  effectWords(move.effect)));
    addRequest(out, move.parts, move.effect, move.before, move.after);
    out.line(ChangeDetail::tr("at"), placeOf(move).toHtmlEscaped());
    out.link(kRequestLink, ChangeDetail::tr("Make it the current request (Enter)"));
    return out.html();
}

QString savedDetail(const simulator::Changes& changes, std::size_t at) {
    const simulator::SavedRequestChange& change = changes.saved.changes[at];
    DetailWriter out(QStringLiteral("%1: %2 — %3").arg(safe(change.scenario), safe(change.name),
                                                      effectWords(change.effect)));
    out.note(safe(inWords(change.request)));
    addRequest(out, change.parts, change.effect, change.before, change.after);
    for (const std::string& line : change.unmet)
        out.line(ChangeDetail::tr("unmet"), safe(line), QStringLiteral("bad"));
    out.link(kRequestLink, ChangeDetail::tr("Make it the current request (Enter)"));
    return out.html();
}

QString objectDetail(const simulator::Changes& changes, std::size_t at) {
    const simulator::ObjectChange& change = changes.objects[at];
    DetailWriter out(QStringLiteral("%1 — %2").arg(safe(toString(change.object)),
                                                  safe(toString(change.kind))));
    const auto value = [](const std::optional<std::string>& words) {
        return words ? safe(*words) : ChangeDetail::tr("nothing");
    };
    for (std::size_t i = 0; i < change.fields.size() && i < kMostFields; ++i)
        out.line(safe(change.fields[i].path),
                 QStringLiteral("%1 → %2").arg(value(change.fields[i].before),
                                               value(change.fields[i].after)));
    if (change.fields.size() > kMostFields)
        out.note(ChangeDetail::tr("%1 more fields are in the exported JSON")
                     .arg(change.fields.size() - kMostFields));
    if (change.source.known())
        out.link(kPlaceLink, safe(toString(change.source)));
    return out.html();
}

QString findingDetail(const model::Finding& finding, bool isNew) {
    DetailWriter out(isNew ? ChangeDetail::tr("New: %1").arg(safe(toString(finding.severity)))
                           : ChangeDetail::tr("Gone: %1").arg(safe(toString(finding.severity))));
    if (!finding.object.empty())
        out.line(ChangeDetail::tr("object"), safe(toString(finding.object)));
    if (!finding.field.empty())
        out.line(ChangeDetail::tr("field"), safe(finding.field));
    out.line(ChangeDetail::tr("says"), safe(finding.message));
    out.line(ChangeDetail::tr("rule"), ruleLink(finding.rule));
    if (finding.source.known())
        out.link(kPlaceLink, safe(toString(finding.source)));
    return out.html();
}

QString conditionDetail(const simulator::Changes& changes, std::size_t at) {
    const simulator::StatusChange& change = changes.status[at];
    DetailWriter out(titleOf(change).toHtmlEscaped());
    out.line(ChangeDetail::tr("from"), conditionWords(change.before).toHtmlEscaped());
    out.line(ChangeDetail::tr("to"), conditionWords(change.after).toHtmlEscaped());
    if (change.after && !change.after->message.empty())
        out.line(ChangeDetail::tr("says"), safe(change.after->message));
    if (!change.why.empty())
        out.line(ChangeDetail::tr("why"), safe(change.why));
    return out.html();
}

QString sectionDetail(const simulator::Changes& changes, const QString& title, bool requests) {
    DetailWriter out(title.toHtmlEscaped());
    if (requests) {
        out.note(coverageOf(changes.requests).toHtmlEscaped());
        for (const std::string& sentence : changes.requests.notes)
            out.note(safe(sentence) + QLatin1Char('.'));
    }
    return out.html();
}

}  // namespace

ChangeDetail::ChangeDetail(QWidget* parent) : QTextBrowser(parent) {
    setObjectName(QStringLiteral("changeDetail"));
    setAccessibleName(tr("What differs, in full"));
    setOpenLinks(false);
    document()->setDocumentMargin(kMargin);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        const QString link = url.toString();
        if (link.startsWith(QLatin1String("rule:")))
            Q_EMIT ruleRequested(link.mid(5));
        else if (link.startsWith(QLatin1String(kRequestLink)))
            Q_EMIT requestWanted();
        else
            Q_EMIT placeWanted();
    });
}

void ChangeDetail::tell(const ChangesModel& model, const ChangeEntry& entry) {
    const Palette& colors = Theme::colors();
    document()->setDefaultStyleSheet(
        QStringLiteral(".muted{color:%1}.bad{color:%2}.good{color:%3}a{color:%4}")
            .arg(colors.mutedText.name(), colors.bad.name(), colors.good.name(),
                 colors.accentText.name()));
    const simulator::Changes& changes = model.comparison()->changes;
    const auto at = static_cast<std::size_t>(entry.index);
    QString html;
    if (entry.index < 0)
        html = sectionDetail(changes, model.data(model.indexOf(entry.section)).toString(),
                             entry.section == ChangeSection::Requests);
    else if (entry.section == ChangeSection::Requests)
        html = requestDetail(changes, at);
    else if (entry.section == ChangeSection::Saved)
        html = savedDetail(changes, at);
    else if (entry.section == ChangeSection::Objects)
        html = objectDetail(changes, at);
    else if (entry.section == ChangeSection::Findings)
        html = findingDetail(*model.findingOf(entry), model.isNewFinding(entry));
    else
        html = conditionDetail(changes, at);
    setHtml(html);
    document()->setDocumentMargin(kMargin);
}

}  // namespace gatesight::ui
