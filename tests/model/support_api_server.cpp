#include "tests/model/support_api_server.h"

#include "tests/house/source_folder.h"

#include <QFile>
#include <QJsonDocument>
#include <QtGlobal>

namespace gatesight::model::test {

ApiServer::ApiServer(int routes) {
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(
        "python3",
        {QString::fromStdString(gatesight::test::sourcePath("/tests/live/fake_api_server.py")),
         QString::number(routes)});
    while (!m_process.canReadLine() && m_process.waitForReadyRead(20'000)) {
    }
    m_told = QJsonDocument::fromJson(m_process.readLine()).object();
}

ApiServer::~ApiServer() {
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
}

std::string ApiServer::told(const char* what) const {
    return m_told.value(QLatin1String(what)).toString().toStdString();
}

Connection ApiServer::connection(const std::string& fault, const char* which) const {
    Connection connection;
    connection.server = told(which) + "/" + fault;
    QFile authority(m_told.value("authority").toString());
    if (authority.open(QIODevice::ReadOnly))
        connection.certificateAuthority = authority.readAll().toStdString();
    connection.credentials = fixedCredentials("Bearer " + told("token"));
    return connection;
}

QJsonArray ApiServer::log() const {
    Connection plain = connection("");
    plain.server = told("good");
    HttpClient client(plain);
    const auto answer = client.get({.path = "/log"}, {});
    return answer ? QJsonDocument::fromJson(QByteArray::fromStdString(answer->body)).array()
                  : QJsonArray();
}

int ApiServer::requests(const std::string& part) const {
    int count = 0;
    for (const auto& each : log())
        count += each.toArray().at(1).toString().contains(QString::fromStdString(part)) ? 1 : 0;
    return count;
}

HttpLimits quickLimits() {
    return {.connect = std::chrono::milliseconds(2000),
            .idle = std::chrono::milliseconds(1500),
            .whole = std::chrono::milliseconds(4000),
            .longestWait = std::chrono::milliseconds(50),
            .firstWait = std::chrono::milliseconds(5),
            .answerBytes = std::size_t{8} << 20,
            .tries = 4,
            .parallel = 4,
            .perSecond = 1000};
}

}  // namespace gatesight::model::test
