#include "model/kinds/duration.h"
#include "model/schema/tables.h"
#include "model/schema/tables_common.h"
#include "model/schema/value.h"

namespace gatesight::model {

namespace {

constexpr Milliseconds kSecond = 1'000, kHour = 3'600'000;

Verdict budgetIntervalFits(const Value& self) {
    const auto interval = parseDuration(self.text());
    return interval ? Verdict(*interval >= kSecond && *interval <= kHour)
                    : Verdict::failing(kNotADuration);
}
Verdict rateIntervalFits(const Value& self) {
    const auto interval = parseDuration(self.text());
    return interval ? Verdict(*interval > 0 && *interval <= kHour)
                    : Verdict::failing(kNotADuration);
}
constexpr SchemaRule kBudgetIntervalRules[] = {
    {"xbtp.retry-budget", budgetIntervalFits,
     "interval cannot be greater than one hour or less than one second"}};
constexpr Schema kBudgetInterval{
    .type = ValueType::String, .pattern = Pattern::Duration, .rules = kBudgetIntervalRules};
constexpr Schema kPercent = integer(0, 100);
constexpr Field kBudgetFields[] = {defaulted("interval", &kBudgetInterval, "10s"),
                                   defaulted("percent", &kPercent, "20")};
constexpr Schema kBudget = object(kBudgetFields);
constexpr SchemaRule kRateIntervalRules[] = {
    {"xbtp.min-retry-rate", rateIntervalFits, "interval cannot be greater than one hour"}};
constexpr Schema kRateInterval{
    .type = ValueType::String, .pattern = Pattern::Duration, .rules = kRateIntervalRules};
constexpr Schema kCount = integer(1, 1'000'000);
constexpr Field kRateFields[] = {optional("count", &kCount), optional("interval", &kRateInterval)};
constexpr Schema kRate = object(kRateFields);
// A rate that is left out is 10 a second; one that is half written is not filled up
// (api.default.retry-constraint).
constexpr Field kDefaultRateFields[] = {defaulted("count", &kCount, "10"),
                                        defaulted("interval", &kRateInterval, "1s")};
constexpr Schema kDefaultRate = object(kDefaultRateFields);
constexpr Field kRetryConstraintFields[] = {
    defaulted("budget", &kBudget, kEmptyMap),
    defaulted("minRetryRate", &kRate, mapDefault(&kDefaultRate))};
constexpr Schema kRetryConstraint = object(kRetryConstraintFields);
constexpr std::array<std::string_view, 3> kTargetKeys{"group", "kind", "name"};
constexpr Schema kTargets = listMap(&kLocalReference, kTargetKeys, 1, 16);
constexpr Field kSpecFields[] = {optional("retryConstraint", &kRetryConstraint),
                                 optional("sessionPersistence", &kSessionPersistence),
                                 required("targetRefs", &kTargets)};
constexpr Schema kSpec = object(kSpecFields);
constexpr auto kRootFields = rootFields(&kSpec, &kPolicyStatus);

}  // namespace

constexpr Schema kXBackendTrafficPolicySchema = object(kRootFields);

}  // namespace gatesight::model
