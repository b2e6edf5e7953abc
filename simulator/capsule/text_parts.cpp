#include "simulator/capsule/text_parts.h"

#include "simulator/capsule/address_names.h"
#include "simulator/capsule/http_words.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace gatesight::simulator {

namespace {

bool isWordPart(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool isNumber(std::string_view word) {
    return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

std::string inLowerCase(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

std::string inUpperCase(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

class Rewriting {
public:
    Rewriting(TextKind kind, PartNames& names) : m_kind(kind), m_names(names) {}

    std::string run(std::string_view text) {
        if (isRealAddress(text))
            return m_names.address(text);
        switch (m_kind) {
            case TextKind::Kept:
                return std::string(text);
            case TextKind::Host:
                return host(text);
            case TextKind::HeaderName:
                return isKnownHeader(text) ? std::string(text) : words(text);
            case TextKind::HeaderNames:
                return headerNames(text);
            case TextKind::LabelKey:
                return labelKey(text);
            case TextKind::Group:
                return group(text);
            case TextKind::Subject:
                return subject(text);
            case TextKind::Name:
            case TextKind::Path:
            case TextKind::Query:
                break;
        }
        const std::size_t scheme = text.find("://");
        return m_kind == TextKind::Name && scheme != std::string_view::npos ? host(text)
                                                                            : words(text);
    }

private:
    /// The names of a cluster's own domain mean something to its DNS (svc.dns.forms).
    static std::size_t clusterDomain(std::string_view text) {
        constexpr std::array<std::string_view, 8> kDomains{"svc.cluster.local",
                                                           "svc.clusterset.local",
                                                           "pod.cluster.local",
                                                           "clusterset.local",
                                                           "cluster.local",
                                                           "local",
                                                           "svc",
                                                           "localhost"};
        const std::string lower = inLowerCase(text);
        // A name without dots is a Service's, whatever it is called.
        if (!lower.contains('.') && lower != "localhost")
            return 0;
        for (const std::string_view domain : kDomains)
            if (lower == domain ||
                (lower.ends_with(domain) && lower[lower.size() - domain.size() - 1] == '.'))
                return domain.size();
        return 0;
    }

    std::string host(std::string_view text) {
        std::string result;
        if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos) {
            result = text.substr(0, scheme + 3);
            text.remove_prefix(scheme + 3);
        }
        const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
        const std::size_t end = std::min(text.find_first_of(":/?", bracket), text.size());
        std::string_view name = text.substr(0, end);
        if (name.ends_with('.'))
            name.remove_suffix(1);
        const std::size_t domain = clusterDomain(name);
        result += words(name.substr(0, name.size() - domain));
        result += name.substr(name.size() - domain);
        return result + words(text.substr(name.size()));
    }

    std::string headerNames(std::string_view text) {
        Rewriting one(TextKind::HeaderName, m_names);
        std::string result;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find_first_of(", ", at), text.size());
            result += one.run(text.substr(at, end - at));
            if (end < text.size())
                result += text[end];
            at = end + 1;
        }
        return result;
    }

    std::string labelKey(std::string_view text) {
        const std::size_t slash = text.find('/');
        if (text == "k8s-app" ||
            (slash != std::string_view::npos && isKubernetesGroup(text.substr(0, slash))))
            return std::string(text);
        return words(text);
    }

    std::string group(std::string_view text) {
        if (isKubernetesGroup(text))
            return std::string(text);
        const std::size_t slash = std::min(text.find('/'), text.size());
        return words(text.substr(0, slash)) + std::string(text.substr(slash));
    }

    /// The word before "=" says what kind of name follows.
    std::string subject(std::string_view text) {
        std::string result;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t comma = std::min(text.find(',', at), text.size());
            const std::string_view part = text.substr(at, comma - at);
            const std::size_t equals = part.find('=');
            const std::size_t name = equals == std::string_view::npos ? 0 : equals + 1;
            result += part.substr(0, name);
            result += words(part.substr(name));
            if (comma < text.size())
                result += ',';
            at = comma + 1;
        }
        return result;
    }

    std::string words(std::string_view text) {
        std::string result;
        for (std::size_t at = 0; at < text.size();) {
            if (const std::size_t end = addressEnd(text, at); end > at) {
                result += m_names.address(text.substr(at, end - at));
                at = end;
            } else if (isEscape(text, at)) {
                result += text.substr(at, 3);
                at += 3;
            } else if (isWordPart(text[at])) {
                const std::size_t begin = at;
                while (at < text.size() && isWordPart(text[at]))
                    ++at;
                result += word(text.substr(begin, at - begin));
            } else {
                result += text[at++];
            }
        }
        return result;
    }

    [[nodiscard]] bool isEscape(std::string_view text, std::size_t at) const {
        const auto hex = [&](std::size_t i) {
            return i < text.size() && std::isxdigit(static_cast<unsigned char>(text[i])) != 0;
        };
        return (m_kind == TextKind::Path || m_kind == TextKind::Query) && text[at] == '%' &&
               hex(at + 1) && hex(at + 2);
    }

    /// The end of an IPv4 address, or of an IPv6 address in brackets, that starts here.
    static std::size_t addressEnd(std::string_view text, std::size_t at) {
        if (at > 0 && (isWordPart(text[at - 1]) || text[at - 1] == '.'))
            return at;
        const bool inside = at > 0 && text[at - 1] == '[';
        const std::string_view alphabet = inside ? "0123456789abcdefABCDEF:." : "0123456789.";
        std::size_t end = std::min(text.find_first_not_of(alphabet, at), text.size());
        while (end > at && text[end - 1] == '.')
            --end;
        if (end < text.size() && isWordPart(text[end]))
            return at;
        return isRealAddress(text.substr(at, end - at)) ? end : at;
    }

    std::string word(std::string_view word) {
        if (isNumber(word))
            return std::string(word);
        const bool anyCase = m_kind == TextKind::Host || m_kind == TextKind::HeaderName;
        const std::string lower = inLowerCase(word);
        if (!anyCase || lower == word)
            return m_names.word(word);
        return inUpperCase(m_names.word(lower));
    }

    TextKind m_kind;
    PartNames& m_names;
};

}  // namespace

std::string rewritten(TextKind kind, std::string_view text, PartNames& names) {
    return Rewriting(kind, names).run(text);
}

bool isKubernetesGroup(std::string_view group) {
    group = group.substr(0, group.find('/'));
    const auto below = [&](std::string_view domain) {
        return group == domain ||
               (group.ends_with(domain) && group[group.size() - domain.size() - 1] == '.');
    };
    return !group.contains('.') || below("k8s.io") || below("kubernetes.io") || below("x-k8s.io");
}

}  // namespace gatesight::simulator
