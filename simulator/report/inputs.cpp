#include "simulator/report/inputs.h"

#include "simulator/report/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <openssl/sha.h>

namespace gatesight::simulator {

namespace {

Block fileTable(const std::vector<InputFile>& files) {
    DataTable table{
        {{"File", 2}, {"Bytes", 0.6, true}, {"SHA-256", 3}}, {}, "-o json has them all"};
    for (const InputFile& file : files)
        table.rows.push_back({code(file.name), fmt::format("{}", file.bytes), code(file.sha256)});
    return {
        Fold{fmt::format("Files ({})", files.size()), {{std::move(table)}}, files.size() <= 40}};
}

Block optionTable(const std::vector<ChosenOption>& options) {
    DataTable table{{{"Option", 1.5}, {"Value", 2}, {"", 1}}, {}, ""};
    for (const ChosenOption& option : options)
        table.rows.push_back({code(option.name), option.value,
                              option.standard ? RichText("default", TextTone::Muted)
                                              : RichText("chosen", TextTone::Info)});
    return {std::move(table)};
}

}  // namespace

std::string sha256(std::string_view bytes) {
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
           reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes)
        text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return text;
}

std::vector<InputFile> inputFiles(std::span<const model::SourcePtr> sources) {
    std::vector<InputFile> files;
    for (const model::SourcePtr& source : sources)
        files.push_back({source->name, source->text.size(), hex(sha256(source->text))});
    return files;
}

std::vector<ChosenOption> chosenOptions(const Options& options, std::uint64_t seed) {
    std::vector<ChosenOption> result;
    result.push_back({"seed", fmt::format("{}", seed), seed == 1});
    const bool experimental = options.channel == model::Channel::Experimental;
    result.push_back({"channel", experimental ? "experimental" : "standard", experimental});
    result.push_back({"strict", options.strict ? "yes" : "no", !options.strict});
    result.push_back({"without",
                      options.without.empty() ? "no feature"
                                              : fmt::format("{}", fmt::join(options.without, ", ")),
                      options.without.empty()});
    for (const SpecChoiceInfo& choice : specChoices()) {
        const std::string value(choiceValue(options.choices, choice.name));
        result.push_back({std::string(choice.name), value, value == choice.values.front()});
        if (!choice.perClass)
            continue;
        for (const auto& [name, plane] : options.choices.dataPlaneOfClass) {
            std::string own = toString(plane);
            const bool standard = own == choice.values.front();
            result.push_back({fmt::format("{}.{}", choice.name, name), std::move(own), standard});
        }
    }
    return result;
}

Chapter basisChapter(const ReportBasis& basis) {
    Chapter chapter{"inputs", "What this rests on", {}};
    chapter.blocks.push_back({Paragraph{
        "The same files and options give the same report, byte by byte. Hashes are those of the "
        "texts as they were read: unpacked from archives, without a byte order mark."}});
    chapter.blocks.push_back(optionTable(basis.options));
    chapter.blocks.push_back(fileTable(basis.files));
    return chapter;
}

}  // namespace gatesight::simulator
