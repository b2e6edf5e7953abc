#include "tests/gui/support_session.h"
#include "tests/house/source_folder.h"

#include <QSignalSpy>
#include <QTest>

namespace gatesight::test {

namespace {

constexpr int kPatienceMs = 60'000;

}  // namespace

QString samplePath(const QString& name) {
    return QString::fromStdString(sourcePath("/samples/")) + name;
}

bool openAndWait(ui::Session& session, const ui::Inputs& inputs) {
    session.open(inputs);
    return QTest::qWaitFor([&] { return !session.isLoading(); }, kPatienceMs) &&
           session.simulation() && session.loadError().empty();
}

bool openSample(ui::Session& session, const QString& name) {
    const bool opened = openAndWait(session, {{.kind = ui::Input::Kind::Path,
                                               .path = samplePath(name).toStdString(),
                                               .text = {},
                                               .title = name.toStdString(),
                                               .sample = true}});
    // Samples have a Scenario: its first request is traced.
    return opened && QTest::qWaitFor([&] { return session.decision() != nullptr; }, kPatienceMs);
}

bool openText(ui::Session& session, const QString& yaml) {
    return openAndWait(session, {{.kind = ui::Input::Kind::Text,
                                  .path = "test.yaml",
                                  .text = yaml.toStdString(),
                                  .title = "test"}});
}

std::shared_ptr<const simulator::Decision> ask(ui::Session& session, const QString& url) {
    simulator::Request request;
    if (!simulator::setUrl(request, url.toStdString()))
        return nullptr;
    QSignalSpy answered(&session, &ui::Session::decisionChanged);
    session.setRequest(request);
    return answered.wait(kPatienceMs) ? session.decision() : nullptr;
}

QString manyRoutes(int count) {
    QString yaml = QStringLiteral(R"(apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front, namespace: demo}
spec:
  gatewayClassName: example
  listeners:
    - {name: http, protocol: HTTP, port: 80}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: demo}
spec:
  ports: [{port: 80}]
)");
    for (int i = 0; i < count; ++i)
        yaml += QStringLiteral(R"(---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r%1, namespace: demo}
spec:
  parentRefs: [{name: front}]
  hostnames: [h%1.example.com]
  rules:
    - matches: [{path: {value: /a}}]
      backendRefs: [{name: web, port: 80}]
)")
                    .arg(i);
    return yaml;
}

}  // namespace gatesight::test
