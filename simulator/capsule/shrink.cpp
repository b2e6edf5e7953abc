// Steps: start from the objects that the decision touches, and grow to their namespaces or to the
// whole world when these do not answer alike. Then take out parts, halves first and single ones
// last (delta debugging), each time asking anew. Cost: one simulation of a small world for each
// try.
#include "simulator/capsule/shrink.h"

#include "model/world/unread_secrets.h"
#include "simulator/capsule/bare_object.h"
#include "simulator/capsule/touched_objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <vector>

namespace gatesight::simulator {

namespace {

using Json = nlohmann::ordered_json;

class Shrinking {
public:
    Shrinking(const Simulation& simulation, const Request& request, std::uint64_t seed,
              const ShrinkBounds& bounds, const std::stop_token& stop)
        : m_whole(simulation), m_seed(seed), m_bounds(bounds), m_stop(stop) {
        m_best.request = request;
        m_best.request.id.clear();
    }

    std::expected<Shrunk, std::string> run() {
        const Decision decision = decide(m_whole, m_best.request, m_seed, Explain::Yes);
        m_best.step = decisiveStep(decision);
        m_best.documents.options = m_whole.options;
        m_best.documents.unread = model::unreadSecrets(*m_whole.world);
        m_best.documents.surroundings = surroundingsJson(m_whole.surroundings);
        if (const std::string trouble = start(decision); !trouble.empty())
            return std::unexpected(trouble);
        dropObjects();
        dropUnread();
        dropSurroundings();
        for (std::size_t i = m_best.documents.objects.size(); i-- > 0;)
            dropInside(i, Json::json_pointer());
        dropObjects();  // what nobody refers to any more
        m_best.bounded = exhausted();
        return std::move(m_best);
    }

private:
    [[nodiscard]] bool exhausted() const { return m_best.simulations >= m_bounds.simulations; }

    // ---- where to start ----

    std::vector<Json> bareOf(const std::set<model::ObjectId>& ids) const {
        std::vector<model::ObjectPtr> objects;
        for (const model::ObjectId id : ids)
            objects.push_back(m_whole.world->objects()[id.value]);
        // Load order stands in for age (route.precedence.age-missing).
        std::ranges::stable_sort(objects, {},
                                 [](const model::ObjectPtr& each) { return each->origin.order; });
        std::vector<Json> result;
        for (const model::ObjectPtr& object : objects)
            result.push_back(bareObject(*object));
        return result;
    }

    std::string start(const Decision& decision) {
        const model::World& world = *m_whole.world;
        const auto touched = touchedObjects(m_whole, m_best.request, decision);
        m_best.objectsBefore = documentCount(world);
        std::string difference;
        for (int grown = 0; grown < 3; ++grown) {
            ObjectDocuments documents = m_best.documents;
            if (grown == 2)
                documents.objects = documentsOf(m_whole).objects;
            else
                documents.objects = bareOf(grown == 0 ? touched : neighboursOf(world, touched));
            ++m_best.simulations;
            const auto simulation = simulationOf(yamlOf(documents), documents.options, m_stop);
            if (!simulation)
                return "stopped";
            const Decision found = decide(*simulation, m_best.request, m_seed, Explain::Yes);
            difference = differenceOf(m_best.step, decisiveStep(found));
            if (!difference.empty())
                continue;
            m_refusals = refusals(*simulation);
            m_best.documents = std::move(documents);
            return {};
        }
        return fmt::format(
            "without secrets and fields that routing does not read the answer "
            "differs: {}",
            difference);
    }

    static std::size_t documentCount(const model::World& world) {
        return static_cast<std::size_t>(
            std::ranges::count_if(world.objects(), [](const model::ObjectPtr& object) {
                return object->origin.document && !object->origin.derived();
            }));
    }

    // ---- tries ----

    /// Keeps the documents when they answer alike.
    bool keep(ObjectDocuments documents) {
        if (exhausted() || m_stop.stop_requested())
            return false;
        ++m_best.simulations;
        const auto simulation = simulationOf(yamlOf(documents), documents.options, m_stop);
        if (!simulation || refusals(*simulation) > m_refusals)
            return false;
        if (decisiveStep(decide(*simulation, m_best.request, m_seed, Explain::Yes)) != m_best.step)
            return false;
        m_refusals = refusals(*simulation);
        m_best.documents = std::move(documents);
        return true;
    }

    /// Takes runs out of a list of `size` items: halves first, single items last. `without(first,
    /// count)` tries it.
    template <class Without>
    void halve(std::size_t size, const Without& without) {
        for (std::size_t part = std::max<std::size_t>(size / 2, 1);; part /= 2) {
            for (std::size_t end = size; end > 0;) {
                const std::size_t first = end > part ? end - part : 0;
                if (without(first, end - first))
                    size -= end - first;
                end = first;
            }
            if (part == 1 || size == 0)
                return;
        }
    }

    void dropObjects() {
        halve(m_best.documents.objects.size(), [&](std::size_t first, std::size_t count) {
            ObjectDocuments documents = m_best.documents;
            const auto begin = documents.objects.begin() + static_cast<std::ptrdiff_t>(first);
            documents.objects.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
            return keep(std::move(documents));
        });
    }

    void dropUnread() {
        if (m_best.documents.unread.empty())
            return;
        ObjectDocuments documents = m_best.documents;
        documents.unread.clear();
        (void)keep(std::move(documents));
    }

    void dropSurroundings() {
        if (m_best.documents.surroundings.is_null())
            return;
        ObjectDocuments documents = m_best.documents;
        documents.surroundings = nullptr;
        if (keep(std::move(documents)))
            return;
        for (const char* part : {"dns", "workloads"})
            if (m_best.documents.surroundings.contains(part))
                dropLent(part);
    }

    /// `dns` is a map, `workloads` a list.
    void dropLent(const char* part) {
        halve(m_best.documents.surroundings[part].size(),
              [&](std::size_t first, std::size_t count) {
                  ObjectDocuments documents = m_best.documents;
                  Json& lent = documents.surroundings[part];
                  for (std::size_t i = 0; i < count; ++i)
                      lent.erase(std::next(lent.begin(), static_cast<std::ptrdiff_t>(first)));
                  return keep(std::move(documents));
              });
    }

    /// Lists that may as well not be there; nothing at all means something else for all others: no
    /// match is every request, no hostname every host.
    static bool mayBeEmpty(const Json::json_pointer& where) {
        return where.back() == "filters" || where.back() == "headers" ||
               where.back() == "queryParams";
    }

    bool dropItems(std::size_t object, const Json::json_pointer& where, std::size_t first,
                   std::size_t count) {
        ObjectDocuments documents = m_best.documents;
        Json& list = documents.objects[object][where];
        const bool all = count == list.size();
        if (all && !mayBeEmpty(where))
            return false;
        const auto begin = list.begin() + static_cast<std::ptrdiff_t>(first);
        list.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
        if (list.empty())
            documents.objects[object][where.parent_pointer()].erase(where.back());
        return keep(std::move(documents));
    }

    /// Items of lists, the outer ones first.
    void dropInside(std::size_t object, const Json::json_pointer& where) {
        const Json& here = m_best.documents.objects[object][where];
        if (here.is_array()) {
            halve(here.size(), [&](std::size_t first, std::size_t count) {
                return dropItems(object, where, first, count);
            });
            if (!m_best.documents.objects[object].contains(where))
                return;
            const std::size_t left = m_best.documents.objects[object][where].size();
            for (std::size_t i = 0; i < left; ++i)
                dropInside(object, where / i);
        } else if (here.is_object()) {
            std::vector<std::string> keys;
            for (const auto& item : here.items())
                if (item.value().is_structured() && !(where.empty() && item.key() == "metadata"))
                    keys.push_back(item.key());
            for (const std::string& key : keys)
                dropInside(object, where / key);
        }
    }

    const Simulation& m_whole;
    std::uint64_t m_seed;
    const ShrinkBounds& m_bounds;
    const std::stop_token& m_stop;
    std::size_t m_refusals = 0;
    Shrunk m_best;
};

}  // namespace

std::expected<Shrunk, std::string> shrunk(const Simulation& simulation, const Request& request,
                                          std::uint64_t seed, const ShrinkBounds& bounds,
                                          const std::stop_token& stop) {
    return Shrinking(simulation, request, seed, bounds, stop).run();
}

}  // namespace gatesight::simulator
