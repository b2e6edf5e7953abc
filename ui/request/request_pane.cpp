#include "ui/request/request_pane.h"

#include "ui/request/answer_strip.h"
#include "ui/request/curl_text.h"
#include "ui/request/known_urls.h"
#include "ui/request/request_details.h"
#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <nlohmann/json.hpp>

#include <QAbstractItemView>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatesight::ui {

using simulator::Request;
using simulator::RequestSource;

namespace {

/// A source as the key of an item of the combo box.
QString keyOf(const RequestSource& source) {
    return QStringLiteral("%1\n%2\n%3\n%4")
        .arg(text(source.namespace_), text(source.pod), text(source.workload),
             text(source.serviceAccount));
}

RequestSource sourceOf(const QString& key) {
    const QStringList parts = key.split(QLatin1Char('\n'));
    if (parts.size() != 4)
        return {};
    return {parts[0].toStdString(), parts[1].toStdString(), parts[2].toStdString(),
            parts[3].toStdString()};
}

QString titleOf(const RequestSource& source) {
    const std::string& name = !source.pod.empty()        ? source.pod
                              : !source.workload.empty() ? source.workload
                                                         : source.serviceAccount;
    return text(source.namespace_) + QLatin1Char('/') + text(name);
}

/// A URL as people type it may lack its scheme.
std::string withScheme(const QString& typed) {
    const QString url = typed.trimmed();
    return (url.contains(QLatin1String("://")) ? url : QStringLiteral("http://") + url)
        .toStdString();
}

bool isGrpc(simulator::Scheme scheme) {
    return scheme == simulator::Scheme::Grpc || scheme == simulator::Scheme::Grpcs;
}

/// Only HTTP lets the client choose a method: gRPC always posts, and streams have none.
bool hasMethod(simulator::Scheme scheme) {
    using enum simulator::Scheme;
    return scheme == Http || scheme == Https || scheme == Ws || scheme == Wss;
}

bool sameRequest(const Request& a, const Request& b) {
    return toJson(a) == toJson(b);
}

}  // namespace

RequestPane::RequestPane(Session& session, QWidget* parent)
    : QFrame(parent),
      m_session(session),
      m_method(new QComboBox),
      m_url(new QLineEdit),
      m_from(new QComboBox),
      m_unfold(iconButton(QStringLiteral("sliders"), tr("Headers, query, body, TLS, client"))),
      m_copy(iconButton(QStringLiteral("copy"), tr("Copy the request"))),
      m_save(iconButton(QStringLiteral("bookmark"), tr("Save the request (Ctrl+S)"))),
      m_urls(new QStringListModel(this)),
      m_details(new RequestDetails),
      m_answer(new AnswerStrip(session)) {
    setProperty("role", QStringLiteral("pane"));
    makeFields();
    makeButtons();
    m_details->setVisible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(makeLine());
    layout->addWidget(m_details);
    layout->addWidget(horizontalLine());
    layout->addWidget(m_answer);

    connect(m_details, &RequestDetails::edited, this, &RequestPane::edited);
    connect(m_details, &RequestDetails::queryEdited, this, [this] {
        const QString query = m_details->query();
        const QString head = m_url->text().section(QLatin1Char('?'), 0, 0);
        {
            const QScopedValueRollback showing(m_showing, true);
            m_url->setText(query.isEmpty() ? head : head + QLatin1Char('?') + query);
        }
        edited();
    });
    connect(m_answer, &AnswerStrip::clicked, this, &RequestPane::traceRequested);
    connect(&session, &Session::simulationChanged, this, &RequestPane::fillChoices);
    connect(&session, &Session::requestChanged, this, &RequestPane::show);
    fillChoices();
    show();
}

void RequestPane::makeFields() {
    m_method->setEditable(true);
    m_method->setInsertPolicy(QComboBox::NoInsert);
    m_method->addItems({QStringLiteral("GET"), QStringLiteral("POST"), QStringLiteral("PUT"),
                        QStringLiteral("PATCH"), QStringLiteral("DELETE"), QStringLiteral("HEAD"),
                        QStringLiteral("OPTIONS")});
    m_method->setObjectName(QStringLiteral("method"));
    m_method->setAccessibleName(tr("Method"));
    m_method->setFixedWidth(104);
    connect(m_method, &QComboBox::currentTextChanged, this, &RequestPane::edited);

    m_url->setObjectName(QStringLiteral("url"));
    m_url->setAccessibleName(tr("URL"));
    m_url->setPlaceholderText(
        tr("https://shop.example.com/cart — also grpc:, tls:, tcp:, udp: and cURL lines"));
    m_url->setFont(Theme::monospace());
    m_url->setClearButtonEnabled(true);
    auto* completer = new QCompleter(m_urls, m_url);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setMaxVisibleItems(12);
    completer->popup()->setProperty("role", QStringLiteral("popup"));
    completer->popup()->setFont(Theme::monospace());
    m_url->setCompleter(completer);
    // A list that offers what is written already would only hide the answer below.
    connect(
        m_url, &QLineEdit::textEdited, this,
        [completer](const QString& typed) {
            if (completer->completionCount() == 1 && completer->currentCompletion() == typed)
                completer->popup()->hide();
        },
        Qt::QueuedConnection);
    connect(m_url, &QLineEdit::textChanged, this, &RequestPane::urlEdited);

    m_from->setAccessibleName(tr("Where the request starts"));
    m_from->setToolTip(m_from->accessibleName());
    m_from->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_from->setMinimumContentsLength(14);
    m_from->setMaxVisibleItems(20);
    connect(m_from, &QComboBox::activated, this, &RequestPane::edited);
}

void RequestPane::makeButtons() {
    m_unfold->setCheckable(true);
    connect(m_unfold, &QToolButton::toggled, m_details, &QWidget::setVisible);
    auto* menu = new QMenu(m_copy);
    menu->addAction(tr("Copy as cURL"), this, &RequestPane::copyAsCurl);
    menu->addAction(tr("Copy as gatesight call"), this, &RequestPane::copyAsCommand);
    menu->addAction(tr("Copy as Scenario item"), this, &RequestPane::copyAsScenarioItem);
    m_copy->setMenu(menu);
    m_copy->setPopupMode(QToolButton::InstantPopup);
    connect(m_save, &QToolButton::clicked, this, &RequestPane::save);
}

QWidget* RequestPane::makeLine() {
    auto* line = new QWidget;
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(kSpace, kSpace, kSpace, kSpace);
    layout->setSpacing(kSpace - 2);
    QLabel* from = plainLabel(QStringLiteral("muted"));
    from->setText(tr("from"));
    layout->addWidget(m_method);
    layout->addWidget(m_url, 1);
    layout->addWidget(from);
    layout->addWidget(m_from);
    layout->addWidget(m_unfold);
    layout->addWidget(m_copy);
    layout->addWidget(m_save);
    return line;
}

void RequestPane::focusUrl() {
    m_url->setFocus(Qt::ShortcutFocusReason);
    m_url->selectAll();
}

void RequestPane::setDetailsShown(bool shown) {
    m_unfold->setChecked(shown);
}

bool RequestPane::detailsShown() const {
    return m_unfold->isChecked();
}

void RequestPane::fillChoices() {
    const QScopedValueRollback showing(m_showing, true);
    const simulator::SimulationPtr simulation = m_session.simulation();
    const QString kept = m_from->currentData().toString();
    m_from->clear();
    m_from->addItem(icon(QStringLiteral("kind-internet")), tr("Internet"), keyOf({}));
    QStringList urls;
    if (simulation) {
        for (const KnownSource& known : knownSources(*simulation))
            m_from->addItem(kindIcon(known.kind), text(known.title), keyOf(known.source));
        for (const std::string& url : knownUrls(*simulation))
            urls << text(url);
    }
    m_from->setCurrentIndex(std::max(0, m_from->findData(kept)));
    m_urls->setStringList(urls);
    m_details->setSimulation(simulation.get());
    setEnabled(simulation != nullptr);
    show();
}

void RequestPane::urlEdited(const QString& typed) {
    if (m_showing)
        return;
    if (looksLikeCurl(typed.toStdString())) {
        takeCurl(typed);
        return;
    }
    m_details->setQuery(typed.section(QLatin1Char('#'), 0, 0).section(QLatin1Char('?'), 1));
    edited();
}

void RequestPane::takeCurl(const QString& line) {
    const auto read = fromCurl(line.toStdString());
    if (!read) {
        m_answer->setTrouble(text(read.error()));
        return;
    }
    m_session.setRequest(read->request);
    if (!read->ignored.empty()) {
        QStringList names;
        for (const std::string& name : read->ignored)
            names << text(name);
        m_copy->setToolTip(tr("Copy the request"));
        m_url->setToolTip(tr("Left out of the cURL line: %1")
                              .arg(names.join(QStringLiteral(", ")))
                              .toHtmlEscaped());
    }
}

std::expected<Request, QString> RequestPane::build() const {
    Request request = m_base;
    request.portGiven = false;
    request.query.reset();
    const simulator::Scheme before = request.scheme;
    if (const auto set = setUrl(request, withScheme(m_url->text())); !set)
        return std::unexpected(text(set.error()));
    const bool newScheme = before != request.scheme;
    const Request implied = request;
    m_details->apply(request);
    request.method = m_method->currentText().trimmed().toUpper().toStdString();
    // A new scheme brings its protocol and method along, whatever the fields showed for the old
    // one.
    if (newScheme) {
        request.protocol = implied.protocol;
        request.method = isGrpc(before) || isGrpc(request.scheme) ? implied.method : request.method;
    }
    request.from = sourceOf(m_from->currentData().toString());
    // The same bounds and complaints as for a Request in a file.
    auto checked = simulator::requestFromJson(toJson(request));
    if (!checked)
        return std::unexpected(text(checked.error()));
    return request;
}

void RequestPane::edited() {
    if (m_showing)
        return;
    if (m_url->text().trimmed().isEmpty()) {
        m_answer->setTrouble({});
        setRole(m_url, {});
        m_session.clearRequest();
        return;
    }
    const auto request = build();
    m_url->setProperty("state", request ? QString() : QStringLiteral("bad"));
    m_answer->setTrouble(request ? QString() : request.error());
    if (!request)
        return;
    m_base = *request;
    {
        const QScopedValueRollback showing(m_showing, true);
        m_method->setCurrentText(text(request->method));
        m_method->setVisible(hasMethod(request->scheme));
        m_details->setProtocol(request->protocol);
    }
    if (m_details->seed() != m_session.seed())
        m_session.setSeed(m_details->seed());
    m_session.setRequest(*request);
}

/// Follows requests that others set: a saved one, a cURL line, a restored session.
void RequestPane::show() {
    if (!m_session.hasRequest()) {
        const QScopedValueRollback showing(m_showing, true);
        m_base = {};
        m_url->clear();
        m_details->show(m_base);
        return;
    }
    const Request& request = m_session.request();
    if (const auto shown = build(); shown && sameRequest(*shown, request))
        return;
    const QScopedValueRollback showing(m_showing, true);
    m_base = request;
    m_url->setText(text(request.url()));
    m_url->setCursorPosition(0);
    m_method->setCurrentText(text(request.method));
    m_method->setVisible(hasMethod(request.scheme));
    if (m_from->findData(keyOf(request.from)) < 0)
        m_from->addItem(titleOf(request.from), keyOf(request.from));
    m_from->setCurrentIndex(m_from->findData(keyOf(request.from)));
    m_details->show(request);
    m_answer->setTrouble({});
}

void RequestPane::copyAsCurl() const {
    QGuiApplication::clipboard()->setText(text(toCurl(m_session.request())));
}

void RequestPane::copyAsCommand() const {
    std::vector<std::string> paths;
    for (const Input& input : m_session.inputs())
        if (input.kind == Input::Kind::Path)
            paths.push_back(input.path);
    QGuiApplication::clipboard()->setText(text(toCommandLine(m_session.request(), paths)));
}

void RequestPane::copyAsScenarioItem() const {
    QGuiApplication::clipboard()->setText(
        text(toScenarioItem(m_session.request(), m_session.request().url())));
}

void RequestPane::save() {
    if (!m_session.hasRequest())
        return;
    std::vector<SavedRequest> saved = m_session.savedRequests();
    const Request& request = m_session.request();
    saved.push_back({.name = request.method + " " + request.urlHost + request.path,
                     .request = request,
                     .expect = {},
                     .weight = 1,
                     .fromScenario = false,
                     .answer = nullptr,
                     .unedited = nullptr,
                     .unmet = {}});
    m_session.setSavedRequests(std::move(saved));
}

}  // namespace gatesight::ui
