// The fake API server of tests/live, as a process that ends with the test.
#pragma once

#include "model/cluster/connection.h"
#include "model/cluster/http_client.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>

#include <string>

namespace gatesight::model::test {

class ApiServer {
public:
    /// Starts it with so many HTTPRoutes; waits until it listens.
    explicit ApiServer(int routes = 5);
    ~ApiServer();

    /// A connection whose requests meet `fault`; `which` is the certificate of the server.
    [[nodiscard]] Connection connection(const std::string& fault, const char* which = "good") const;
    [[nodiscard]] std::string told(const char* what) const;
    /// All requests so far: [method, path, authorization].
    [[nodiscard]] QJsonArray log() const;
    /// How many requests had this in their path.
    [[nodiscard]] int requests(const std::string& part) const;

private:
    QProcess m_process;
    QJsonObject m_told;
};

/// Bounds that let tests fail in moments.
[[nodiscard]] HttpLimits quickLimits();

}  // namespace gatesight::model::test
