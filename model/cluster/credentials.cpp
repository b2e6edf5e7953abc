#include "model/cluster/credentials.h"
#include "model/cluster/small_file.h"
#include "model/text/text.h"

#include <fmt/format.h>

#include <chrono>

namespace gatesight::model {

namespace {

class FixedCredentials final : public Credentials {
public:
    explicit FixedCredentials(std::string authorization)
        : m_authorization(std::move(authorization)) {}

    std::expected<Credential, ClusterError> current(const std::stop_token& /*stop*/) override {
        return Credential{
            .authorization = m_authorization, .clientCertificate = {}, .clientKey = {}};
    }

private:
    std::string m_authorization;
};

class TokenFileCredentials final : public Credentials {
public:
    TokenFileCredentials(std::string path, std::string fallback)
        : m_path(std::move(path)), m_token(std::move(fallback)) {}

    std::expected<Credential, ClusterError> current(const std::stop_token& /*stop*/) override {
        const auto now = Clock::now();
        if (now >= m_readAgain) {
            if (const auto text = readSmallFile(m_path); text && !trimmed(*text).empty())
                m_token = trimmed(*text);
            else if (m_token.empty())
                return std::unexpected(
                    ClusterError{ClusterErrorCode::Kubeconfig,
                                 fmt::format("the token file {} {}", m_path,
                                             text ? std::string("is empty") : text.error())});
            m_readAgain = now + kKept;
        }
        return Credential{
            .authorization = "Bearer " + m_token, .clientCertificate = {}, .clientKey = {}};
    }

    bool renew() override {
        m_readAgain = {};
        return true;
    }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::minutes kKept{1};
    std::string m_path, m_token;
    Clock::time_point m_readAgain;
};

}  // namespace

std::shared_ptr<Credentials> fixedCredentials(std::string authorization) {
    return std::make_shared<FixedCredentials>(std::move(authorization));
}

std::shared_ptr<Credentials> tokenFileCredentials(std::string path, std::string fallback) {
    return std::make_shared<TokenFileCredentials>(std::move(path), std::move(fallback));
}

}  // namespace gatesight::model
