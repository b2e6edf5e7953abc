// Timeouts and retries in simulated time (RULES 8.1, 8.2).
// Rows name the fields they are about; the others keep their defaults.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#include "simulator/routing/attempts.h"
#include "tests/house/test_program.h"

namespace gatesight::simulator::tst_attempts {

namespace {

model::HTTPRouteRetry retrying(std::optional<int> attempts, std::vector<int> codes,
                               std::optional<model::Milliseconds> backoff = {}) {
    model::HTTPRouteRetry retry;
    retry.attempts = attempts;
    retry.codes = std::move(codes);
    retry.backoff = backoff;
    return retry;
}

/// "0-100 500; 100-200 request timeout -> 504 RequestTimeout"
QByteArray story(const AttemptsResult& result) {
    QByteArray text;
    for (const SimulatedAttempt& attempt : result.attempts) {
        if (!text.isEmpty())
            text += "; ";
        text += QByteArray::number(attempt.start) + '-' + QByteArray::number(attempt.end) + ' ' +
                (attempt.status
                     ? QByteArray::number(*attempt.status)
                     : QByteArray(attempt.failure.data(), qsizetype(attempt.failure.size())));
    }
    return text + " -> " + QByteArray::number(result.status) + (result.answered ? "" : " ") +
           QByteArray(result.reason.data(), qsizetype(result.reason.size()));
}

}  // namespace

class AttemptsTest : public QObject {
    Q_OBJECT

private slots:
    void plays_data() {
        QTest::addColumn<AttemptRules>("rules");
        QTest::addColumn<model::HTTPRouteRetry>("retry");
        QTest::addColumn<bool>("retries");
        QTest::addColumn<BackendBehavior>("behavior");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, AttemptRules rules,
                            std::optional<model::HTTPRouteRetry> retry, BackendBehavior behavior,
                            const char* expected) {
            QTest::newRow(name) << rules << retry.value_or(model::HTTPRouteRetry())
                                << retry.has_value() << behavior << QByteArray(expected);
        };
        const BackendBehavior fine, twice500{.statuses = {500, 500, 200}}, slow{.delayMs = {1000}},
            refusesTwice{.connectFailures = 2};
        row("nothing set: one try", {}, {}, fine, "0-0 200 -> 200");
        row("an error is an answer", {}, {}, {.statuses = {500}}, "0-0 500 -> 500");
        row("retry until it is good", {}, retrying(3, {500}), twice500,
            "0-0 500; 0-0 500; 0-0 200 -> 200");
        row("attempts counts retries", {}, retrying(1, {500}), twice500, "0-0 500; 0-0 500 -> 500");
        row("code not listed", {}, retrying(3, {503}), twice500, "0-0 500 -> 500");
        row("attempts 0: no retry", {}, retrying(0, {500}), twice500, "0-0 500 -> 500");
        row("attempts unset: one retry", {}, retrying({}, {500}), twice500,
            "0-0 500; 0-0 500 -> 500");
        row("backoff", {}, retrying(3, {500}, 50), twice500,
            "0-0 500; 50-50 500; 100-100 200 -> 200");
        row("connection errors need no code", {}, retrying(3, {}), refusesTwice,
            "0-0 connection failed; 0-0 connection failed; 0-0 200 -> 200");
        row("connection errors, exhausted", {}, retrying(1, {}), refusesTwice,
            "0-0 connection failed; 0-0 connection failed -> 503 ConnectionFailed");
        row("connection errors without retry", {}, {}, refusesTwice,
            "0-0 connection failed -> 503 ConnectionFailed");
        row("connection errors, not supported", {.retryConnectionErrors = false}, retrying(3, {}),
            refusesTwice, "0-0 connection failed -> 503 ConnectionFailed");
        row("request timeout", {.requestTimeout = 500}, {}, slow,
            "0-500 request timeout -> 504 RequestTimeout");
        row("in time", {.requestTimeout = 1001}, {}, slow, "0-1000 200 -> 200");
        row("just in time is too late", {.requestTimeout = 1000}, {}, slow,
            "0-1000 request timeout -> 504 RequestTimeout");
        row("backend timeout", {.backendTimeout = 500}, {}, slow,
            "0-500 backend request timeout -> 504 BackendRequestTimeout");
        row("backend timeout is retried", {.backendTimeout = 200}, retrying(2, {}),
            {.delayMs = {300, 300, 0}},
            "0-200 backend request timeout; 200-400 backend request timeout; 400-400 200 -> 200");
        row("backend timeouts, exhausted", {.backendTimeout = 200}, retrying(1, {}),
            {.delayMs = {300}},
            "0-200 backend request timeout; 200-400 backend request timeout -> 504 "
            "BackendRequestTimeout");
        row("backend timeout, retry not supported",
            {.backendTimeout = 200, .retryBackendTimeouts = false}, retrying(2, {}),
            {.delayMs = {300, 0}}, "0-200 backend request timeout -> 504 BackendRequestTimeout");
        row("request timeout covers all tries", {.requestTimeout = 400}, retrying(3, {500}),
            {.delayMs = {100}, .statuses = {500}},
            "0-100 500; 100-200 500; 200-300 500; 300-400 request timeout -> 504 RequestTimeout");
        row("the wait uses up the time", {.requestTimeout = 400}, retrying(3, {500}, 350),
            {.delayMs = {100}, .statuses = {500}}, "0-100 500 -> 504 RequestTimeout");
        row("of equal limits the request's wins", {.requestTimeout = 500, .backendTimeout = 500},
            retrying(3, {}), slow, "0-500 request timeout -> 504 RequestTimeout");
        row("last entries repeat", {}, retrying(9, {500, 502}), {.statuses = {500, 502}},
            "0-0 500; 0-0 502; 0-0 502; 0-0 502; 0-0 502; 0-0 502; 0-0 502; 0-0 502; 0-0 502; 0-0 "
            "502 -> 502");
    }
    void plays() {
        QFETCH(AttemptRules, rules);
        QFETCH(model::HTTPRouteRetry, retry);
        QFETCH(bool, retries);
        QFETCH(BackendBehavior, behavior);
        QFETCH(QByteArray, expected);
        rules.retry = retries ? &retry : nullptr;
        QCOMPARE(story(simulateAttempts(rules, behavior)), expected);
    }

    void hostileNumbersEnd() {
        const auto retry =
            retrying(2'000'000'000, {500}, std::numeric_limits<model::Milliseconds>::max());
        const BackendBehavior endless{.delayMs = {std::numeric_limits<std::int64_t>::max()},
                                      .statuses = {500}};
        AttemptRules rules;
        rules.retry = &retry;
        const AttemptsResult result = simulateAttempts(rules, endless);
        QCOMPARE(result.attempts.size(), std::size_t{101});
        QVERIFY(result.attempts.back().end > 0);
    }

    void zeroDisables() {
        model::HTTPRouteRule rule;
        rule.timeouts = model::HTTPRouteTimeouts{.request = 0, .backendRequest = 0};
        const AttemptRules rules = attemptRules(rule, {});
        QVERIFY(!rules.requestTimeout && !rules.backendTimeout);
    }

    void whatTheControllerLacksIsLeftOut() {
        model::HTTPRouteRule rule;
        rule.timeouts = model::HTTPRouteTimeouts{.request = 5, .backendRequest = 5};
        rule.retry = retrying(1, {500});
        Options options;
        options.without = {"HTTPRouteRequestTimeout", "HTTPRouteBackendTimeout", "HTTPRouteRetry"};
        const AttemptRules rules = attemptRules(rule, options);
        QVERIFY(!rules.requestTimeout && !rules.backendTimeout && !rules.retry);
    }
};

GATESIGHT_TEST(AttemptsTest)

}  // namespace gatesight::simulator::tst_attempts

#include "tst_attempts.moc"
