// What a request has besides method and URL: headers, query, body, TLS, client, and how the
// workload answers.
#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QTabWidget;

namespace gatesight::ui {

class RequestDetails : public QWidget {
    Q_OBJECT

public:
    explicit RequestDetails(QWidget* parent = nullptr);

    /// Offers what is loaded: Gateways, Secrets.
    void setSimulation(const simulator::Simulation* simulation);
    void show(const simulator::Request& request);
    /// Writes the fields into `request`; what they do not speak of is left alone.
    void apply(simulator::Request& request) const;
    /// The query as typed here.
    [[nodiscard]] QString query() const;
    void setQuery(const QString& query);
    void setProtocol(simulator::Protocol protocol);
    [[nodiscard]] quint64 seed() const;

Q_SIGNALS:
    void edited();
    void queryEdited();

private:
    QPlainTextEdit* lines(const QString& placeholder, const QString& name);
    QLineEdit* field(const QString& placeholder, const QString& name);
    QWidget* tlsPage();
    QWidget* clientPage();
    QWidget* backendPage();
    void showCounts();

    QTabWidget* m_tabs;
    QPlainTextEdit* m_headers;
    QPlainTextEdit* m_query;
    QPlainTextEdit* m_body;
    QSpinBox* m_bodyBytes;
    QLineEdit* m_sni;
    QLineEdit* m_alpn;
    QComboBox* m_clientCertificate;
    QComboBox* m_gateway;
    QLineEdit* m_host;
    QLineEdit* m_sourceIp;
    QLineEdit* m_port;
    QComboBox* m_protocol;
    QSpinBox* m_seed;
    QLineEdit* m_statuses;
    QLineEdit* m_delays;
    QSpinBox* m_connectFailures;
    bool m_showing = false;
};

}  // namespace gatesight::ui
