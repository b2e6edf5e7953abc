#include "ui/request/request_details.h"

#include "ui/request/header_lines.h"
#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>

#include <array>
#include <limits>

namespace gatesight::ui {

using simulator::Protocol;
using simulator::Request;

namespace {

constexpr int kFieldHeight = 168;
constexpr int kMaxBody = std::numeric_limits<int>::max();

// In the order of the combo box.
constexpr std::array kProtocols{Protocol::Http1, Protocol::H2,  Protocol::H2c, Protocol::WebSocket,
                                Protocol::Grpc,  Protocol::Tls, Protocol::Tcp, Protocol::Udp};

template <class Number>
std::vector<Number> numbersOf(const QString& words) {
    std::vector<Number> result;
    for (const QString& word : words.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        bool good = false;
        const auto value = static_cast<Number>(word.trimmed().toInt(&good));
        if (good)
            result.push_back(value);
    }
    return result;
}

template <class Number>
QString wordsOf(const std::vector<Number>& numbers) {
    QStringList words;
    for (const Number number : numbers)
        words << QString::number(number);
    return words.join(QStringLiteral(", "));
}

QFormLayout* form(QWidget* page) {
    auto* layout = new QFormLayout;
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(kMargin);
    layout->setVerticalSpacing(kSpace);
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    if (!page->layout()) {
        auto* row = new QHBoxLayout(page);
        row->setContentsMargins(kMargin, kSpace + 2, kMargin, kSpace);
        row->setSpacing(kSection);
    }
    static_cast<QHBoxLayout*>(page->layout())->addLayout(layout, 1);
    return layout;
}

}  // namespace

RequestDetails::RequestDetails(QWidget* parent) : QWidget(parent), m_tabs(new QTabWidget) {
    m_headers = lines(tr("x-canary: true"), tr("Headers, one a line"));
    m_query = lines(tr("page=2"), tr("Query parameters, one a line"));
    m_body = lines(tr("{\"item\": 42}  (only its length matters to a gateway)"), tr("Body"));
    m_tabs->addTab(m_headers, tr("Headers"));
    m_tabs->addTab(m_query, tr("Query"));
    m_tabs->addTab(m_body, tr("Body"));
    m_tabs->addTab(tlsPage(), tr("TLS"));
    m_tabs->addTab(clientPage(), tr("Client"));
    m_tabs->addTab(backendPage(), tr("Workload"));
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->setAccessibleName(tr("Details of the request"));
    m_tabs->setFixedHeight(kFieldHeight);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    connect(m_body, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_showing)
            m_bodyBytes->setValue(static_cast<int>(m_body->toPlainText().toUtf8().size()));
    });
}

QPlainTextEdit* RequestDetails::lines(const QString& placeholder, const QString& name) {
    auto* edit = new QPlainTextEdit;
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(name);
    edit->setFont(Theme::monospace());
    edit->setTabChangesFocus(true);
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->document()->setDocumentMargin(kSpace);
    connect(edit, &QPlainTextEdit::textChanged, this, [this, edit] {
        if (m_showing)
            return;
        showCounts();
        if (edit == m_query)
            Q_EMIT queryEdited();
        else
            Q_EMIT edited();
    });
    return edit;
}

QLineEdit* RequestDetails::field(const QString& placeholder, const QString& name) {
    auto* edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(name);
    connect(edit, &QLineEdit::textEdited, this, &RequestDetails::edited);
    return edit;
}

QWidget* RequestDetails::tlsPage() {
    auto* page = new QWidget;
    m_sni = field(tr("the URL's host; - sends none"), tr("Server name (SNI)"));
    m_alpn = field(tr("h2, http/1.1"), tr("ALPN protocols"));
    m_clientCertificate = new QComboBox;
    m_clientCertificate->setAccessibleName(tr("Client certificate"));
    connect(m_clientCertificate, &QComboBox::activated, this, &RequestDetails::edited);
    QFormLayout* left = form(page);
    left->addRow(tr("Server name (SNI)"), m_sni);
    left->addRow(tr("ALPN"), m_alpn);
    QFormLayout* right = form(page);
    right->addRow(tr("Client certificate"), m_clientCertificate);
    return page;
}

QWidget* RequestDetails::clientPage() {
    auto* page = new QWidget;
    m_gateway = new QComboBox;
    m_gateway->setAccessibleName(tr("Gateway"));
    connect(m_gateway, &QComboBox::activated, this, &RequestDetails::edited);
    m_host = field(tr("the URL's; - sends none"), tr("Host header"));
    m_port = field(tr("the URL's"), tr("Listener port"));
    m_port->setValidator(new QIntValidator(1, 65535, m_port));
    m_sourceIp = field(tr("203.0.113.7"), tr("Client address"));
    m_protocol = new QComboBox;
    m_protocol->setAccessibleName(tr("Protocol"));
    for (const Protocol protocol : kProtocols)
        m_protocol->addItem(text(toString(protocol)));
    connect(m_protocol, &QComboBox::activated, this, &RequestDetails::edited);
    m_seed = new QSpinBox;
    m_seed->setRange(1, std::numeric_limits<int>::max());
    m_seed->setAccessibleName(tr("Seed of the draw among weighted backends"));
    m_seed->setToolTip(m_seed->accessibleName());
    connect(m_seed, &QSpinBox::valueChanged, this, [this] {
        if (!m_showing)
            Q_EMIT edited();
    });
    QFormLayout* left = form(page);
    left->addRow(tr("Gateway"), m_gateway);
    left->addRow(tr("Listener port"), m_port);
    left->addRow(tr("Host header"), m_host);
    QFormLayout* right = form(page);
    right->addRow(tr("Protocol"), m_protocol);
    right->addRow(tr("Client address"), m_sourceIp);
    right->addRow(tr("Seed"), m_seed);
    return page;
}

QWidget* RequestDetails::backendPage() {
    auto* page = new QWidget;
    m_statuses = field(tr("200 — by attempt: 503, 200"), tr("Statuses by attempt"));
    m_delays = field(tr("0 — by attempt: 300, 0"), tr("Delays by attempt in milliseconds"));
    m_connectFailures = new QSpinBox;
    m_connectFailures->setRange(0, 1000);
    m_connectFailures->setAccessibleName(tr("Connections that fail first"));
    connect(m_connectFailures, &QSpinBox::valueChanged, this, [this] {
        if (!m_showing)
            Q_EMIT edited();
    });
    m_bodyBytes = new QSpinBox;
    m_bodyBytes->setRange(0, kMaxBody);
    m_bodyBytes->setSuffix(tr(" bytes"));
    m_bodyBytes->setAccessibleName(tr("Length of the body"));
    connect(m_bodyBytes, &QSpinBox::valueChanged, this, [this] {
        if (!m_showing)
            Q_EMIT edited();
    });
    QFormLayout* left = form(page);
    left->addRow(tr("Answers"), m_statuses);
    left->addRow(tr("After (ms)"), m_delays);
    QFormLayout* right = form(page);
    right->addRow(tr("Failing connections"), m_connectFailures);
    right->addRow(tr("Body length"), m_bodyBytes);
    return page;
}

void RequestDetails::setSimulation(const simulator::Simulation* simulation) {
    const QScopedValueRollback showing(m_showing, true);
    const auto fill = [](QComboBox* box, const QString& first, const std::vector<QString>& names) {
        const QString kept = box->currentData().toString();
        box->clear();
        box->addItem(first, QString());
        for (const QString& name : names)
            box->addItem(name, name);
        box->setCurrentIndex(std::max(0, box->findData(kept)));
    };
    std::vector<QString> gateways, secrets;
    if (simulation) {
        for (const auto& gateway : simulation->world->all<model::Gateway>())
            gateways.push_back(text(gateway.object().fullName()));
        for (const auto& secret : simulation->world->all<model::Secret>())
            if (!secret->certificates.empty())
                secrets.push_back(text(secret.object().fullName()));
    }
    fill(m_gateway, tr("by DNS or address"), gateways);
    fill(m_clientCertificate, tr("none"), secrets);
}

void RequestDetails::show(const Request& request) {
    const QScopedValueRollback showing(m_showing, true);
    m_headers->setPlainText(toLines(request.headers));
    m_body->clear();
    m_bodyBytes->setValue(static_cast<int>(std::min<std::uint64_t>(request.bodyBytes, kMaxBody)));
    // An empty name sends none: "-" is what the user types for that.
    const auto sendsNone = [](const std::optional<std::string>& value) {
        return value && value->empty() ? QStringLiteral("-") : text(value.value_or(""));
    };
    m_sni->setText(sendsNone(request.tls.sni));
    QStringList alpn;
    for (const std::string& name : request.tls.alpn)
        alpn << text(name);
    m_alpn->setText(alpn.join(QStringLiteral(", ")));
    m_clientCertificate->setCurrentIndex(
        std::max(0, m_clientCertificate->findData(text(request.tls.clientCertificateSecret))));
    m_gateway->setCurrentIndex(std::max(0, m_gateway->findData(text(request.gateway))));
    m_host->setText(sendsNone(request.host));
    m_port->setText(request.port ? QString::number(*request.port) : QString());
    m_sourceIp->setText(text(request.sourceIp));
    m_protocol->setCurrentText(text(toString(request.protocol)));
    m_statuses->setText(wordsOf(request.backend.statuses));
    m_delays->setText(wordsOf(request.backend.delayMs));
    m_connectFailures->setValue(request.backend.connectFailures);
    setQuery(text(request.query.value_or("")));
    showCounts();
}

void RequestDetails::apply(Request& request) const {
    const auto orNone = [](const QLineEdit* edit) -> std::optional<std::string> {
        const std::string typed = edit->text().trimmed().toStdString();
        if (typed.empty())
            return std::nullopt;
        return typed == "-" ? std::string() : typed;
    };
    request.headers = headersOf(m_headers->toPlainText());
    request.bodyBytes = static_cast<std::uint64_t>(m_bodyBytes->value());
    request.tls.sni = orNone(m_sni);
    request.tls.alpn.clear();
    for (const QString& name : m_alpn->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
        request.tls.alpn.push_back(name.trimmed().toStdString());
    request.tls.clientCertificateSecret =
        m_clientCertificate->currentData().toString().toStdString();
    request.gateway = m_gateway->currentData().toString().toStdString();
    request.host = orNone(m_host);
    request.port.reset();
    if (const int port = m_port->text().toInt(); port > 0 && port < 65536)
        request.port = static_cast<std::uint16_t>(port);
    request.sourceIp = m_sourceIp->text().trimmed().toStdString();
    request.protocol =
        kProtocols[static_cast<std::size_t>(std::max(0, m_protocol->currentIndex()))];
    request.backend.statuses = numbersOf<int>(m_statuses->text());
    request.backend.delayMs = numbersOf<std::int64_t>(m_delays->text());
    request.backend.connectFailures = m_connectFailures->value();
}

QString RequestDetails::query() const {
    return queryOf(m_query->toPlainText());
}

void RequestDetails::setQuery(const QString& query) {
    const QScopedValueRollback showing(m_showing, true);
    if (queryOf(m_query->toPlainText()) != query)
        m_query->setPlainText(queryLines(query));
    showCounts();
}

void RequestDetails::setProtocol(Protocol protocol) {
    const QScopedValueRollback showing(m_showing, true);
    m_protocol->setCurrentText(text(toString(protocol)));
}

quint64 RequestDetails::seed() const {
    return static_cast<quint64>(m_seed->value());
}

/// Says on the tabs how much is behind them.
void RequestDetails::showCounts() {
    const auto title = [](const QString& name, qsizetype count) {
        return count == 0 ? name : QStringLiteral("%1 %2").arg(name).arg(count);
    };
    m_tabs->setTabText(
        0,
        title(tr("Headers"), static_cast<qsizetype>(headersOf(m_headers->toPlainText()).size())));
    m_tabs->setTabText(
        1, title(tr("Query"),
                 m_query->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts).size()));
}

}  // namespace gatesight::ui
