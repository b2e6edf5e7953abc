// The one state behind all panes: what is loaded, asked, answered and selected. Panes read it and
// listen; nothing here decides routing, and nothing here needs a widget.
#pragma once

#include "simulator/simulation.h"
#include "simulator/topology/layout.h"
#include "simulator/topology/topology.h"
#include "ui/session/loaded.h"
#include "ui/session/saved_request.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::ui {

struct LoadOrder;

enum class ThemeChoice { System, Light, Dark };

/// What the user looks at. The parts always belong together: a graph key leads to its object and to
/// its line.
struct Selection {
    std::string key;               ///< of a graph node; empty: none, or the object has no node
    model::ObjectId object;        ///< invalid for clients and ghosts
    model::SourceLocation source;  ///< unknown for derived objects
    auto operator<=>(const Selection&) const = default;
};

/// Lives on the GUI thread. Everything it hands out is immutable and may be kept and read from
/// other threads.
class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject* parent = nullptr);
    /// Stops running work and waits for it.
    ~Session() override;

    // --- What is loaded
    // -------------------------------------------------------------------------------------------------
    /// Replaces what is loaded; the old result stays until the new one is complete. Ends in
    /// loadingChanged and, unless it was cancelled or nothing could be read, in simulationChanged.
    void open(const Inputs& inputs);
    void reload();
    /// Opens what could not be opened last, after its cause is gone.
    void tryAgain();
    /// A credential plugin that may run from now on, by its fingerprint.
    void allowPlugin(std::string fingerprint);
    /// Shows another state of the live cluster among the inputs; nothing is read.
    void updateCluster(LiveClusterPtr cluster);
    void closeAll();
    void cancelLoading();
    [[nodiscard]] bool isLoading() const;
    [[nodiscard]] const LoadProgress& loadProgress() const { return m_progress; }
    /// Why the last open() delivered nothing; empty after a success.
    [[nodiscard]] const LoadError& loadError() const { return m_error; }

    [[nodiscard]] const Inputs& inputs() const { return m_loaded->inputs; }
    [[nodiscard]] const LoadedPtr& loaded() const { return m_loaded; }
    /// Null while nothing is loaded; then topology() and layout() are null too.
    [[nodiscard]] simulator::SimulationPtr simulation() const { return m_loaded->simulation; }
    [[nodiscard]] simulator::TopologyPtr topology() const { return m_loaded->topology; }
    /// Positions beside topology()->nodes().
    [[nodiscard]] std::shared_ptr<const simulator::Layout> layout() const {
        return m_loaded->layout;
    }

    /// Which part of the world the graph shows. Changes end in simulationChanged.
    [[nodiscard]] const simulator::TopologyOptions& topologyOptions() const {
        return m_topologyOptions;
    }
    void setTopologyOptions(const simulator::TopologyOptions& options);
    [[nodiscard]] const simulator::Options& options() const { return m_options; }
    void setOptions(const simulator::Options& options);

    // --- Edits: layers over what was read
    // -------------------------------------------------------------------------------
    /// Lays `text` over the file of that name; nothing on disk changes. Edits of one file in a row
    /// are one layer. Ends like open().
    void editSource(const std::string& file, const QString& text);
    [[nodiscard]] bool canUndoEdit() const { return !m_edits.empty(); }
    [[nodiscard]] bool canRedoEdit() const { return !m_undone.empty(); }
    void undoEdit();
    void redoEdit();
    /// The edits of a file were written to it: reads again, without them.
    void forgetEdits(const std::string& file);
    /// Names of the files that differ from what was read, sorted.
    [[nodiscard]] std::vector<std::string> editedFiles() const;
    /// The edits over what was read, the oldest first; of two of one file the later one counts.
    [[nodiscard]] std::vector<SourceEdit> edits() const;
    /// Text of a loaded file with the edits over it; null when no such file is loaded.
    [[nodiscard]] model::SourcePtr source(const std::string& file) const;

    // --- Request and answer
    // ---------------------------------------------------------------------------------------------
    [[nodiscard]] const simulator::Request& request() const { return m_request; }
    [[nodiscard]] bool hasRequest() const { return m_hasRequest; }
    /// Asks; the answer arrives with decisionChanged. The newest request wins.
    void setRequest(const simulator::Request& request);
    /// No request: clears the answer and the lit path.
    void clearRequest();
    [[nodiscard]] std::uint64_t seed() const { return m_seed; }
    void setSeed(std::uint64_t seed);
    /// Explained answer to request() in simulation(); null while there is none.
    [[nodiscard]] std::shared_ptr<const simulator::Decision> decision() const { return m_decision; }
    /// Keys of the graph nodes that the decision passes, in order.
    [[nodiscard]] std::span<const std::string> litPath() const { return m_litPath; }

    // --- Steps of the trace
    // ---------------------------------------------------------------------------------------------
    /// Index into decision()->trace, or -1.
    [[nodiscard]] int step() const { return m_step; }
    void setStep(int step);
    void stepForward();
    void stepBack();
    /// Key of the node that the selected step speaks of; empty when it speaks of none.
    [[nodiscard]] const std::string& focusKey() const { return m_focusKey; }

    // --- Selection
    // ------------------------------------------------------------------------------------------------------
    [[nodiscard]] const Selection& selection() const { return m_selection; }
    [[nodiscard]] const std::string& selectedKey() const { return m_selection.key; }
    void select(const std::string& key);
    void selectObject(model::ObjectId object);
    /// Selects a line, and the object that is written there.
    void selectSource(const model::SourceLocation& source);
    void clearSelection();

    // --- Saved requests
    // -------------------------------------------------------------------------------------------------
    [[nodiscard]] const std::vector<SavedRequest>& savedRequests() const { return m_saved; }
    void setSavedRequests(std::vector<SavedRequest> requests);
    /// How many of them end elsewhere, or otherwise, because of the edits.
    [[nodiscard]] std::size_t movedByEdits() const;
    /// Makes a saved request the current one.
    void openSavedRequest(std::size_t index);

    // --- What is shown
    // --------------------------------------------------------------------------------------------------
    /// Text of the find box; see ui/session/node_filter.h for its meaning.
    [[nodiscard]] const QString& findText() const { return m_findText; }
    void setFindText(const QString& text);
    [[nodiscard]] ThemeChoice theme() const { return m_theme; }
    void setTheme(ThemeChoice theme);
    [[nodiscard]] bool reduceMotion() const { return m_reduceMotion; }
    void setReduceMotion(bool reduce);

Q_SIGNALS:
    void loadingChanged();  ///< began, ended, failed or was cancelled
    void loadProgressChanged();
    void simulationChanged();     ///< simulation(), topology() and layout() are new
    void requestChanged();        ///< by somebody other than the request line too
    void decisionChanged();       ///< decision() and litPath() are new
    void stepChanged();           ///< step() and focusKey()
    void selectionChanged();      ///< selection()
    void savedRequestsChanged();  ///< the list, or the answers in it
    void editsChanged();
    void findTextChanged();
    void themeChanged();
    void reduceMotionChanged();

private:
    class Work;

    struct Edit {
        std::string file;
        QString before, after;
    };

    void startLoading(LoadOrder order, bool fresh);
    void resimulate();
    [[nodiscard]] std::optional<QString> latestText(const std::string& file) const;
    void publish(const LoadOutcome& outcome, bool fresh);
    void reselect(const std::string& key, const model::ObjectReference& object);
    void ask(bool select);
    void answerSavedRequests();
    void rememberUnedited();
    void showUnedited(std::vector<SavedRequest>& requests) const;
    void publishDecision(std::shared_ptr<const simulator::Decision> decision);
    [[nodiscard]] const simulator::Step* currentStep() const;
    [[nodiscard]] std::string focusOfStep() const;
    void followStep();
    void setSelection(const Selection& selection);
    [[nodiscard]] Selection selectionFor(const std::string& key) const;
    [[nodiscard]] Selection selectionFor(model::ObjectId object) const;
    [[nodiscard]] model::ObjectId findObject(std::string_view kind, std::string_view namespace_,
                                             std::string_view name) const;
    [[nodiscard]] model::ObjectId objectAt(const model::SourceLocation& source) const;

    std::unique_ptr<Work> m_work;
    LoadedPtr m_loaded;
    LoadProgress m_progress;
    LoadError m_error;
    Inputs m_wanted;  ///< of the last open()
    std::set<std::string> m_allowedPlugins;
    simulator::TopologyOptions m_topologyOptions;
    simulator::Options m_options;
    std::vector<Edit> m_edits, m_undone;
    simulator::Request m_request;
    bool m_hasRequest = false;
    std::uint64_t m_seed = 1;
    std::shared_ptr<const simulator::Decision> m_decision;
    std::vector<std::string> m_litPath;
    int m_step = -1;
    std::string m_focusKey;
    Selection m_selection;
    std::vector<SavedRequest> m_saved;
    /// Answers as they were before the first edit, by name; empty while there is no edit.
    std::map<std::string, std::shared_ptr<const simulator::Decision>, std::less<>> m_unedited;
    QString m_findText;
    ThemeChoice m_theme = ThemeChoice::System;
    bool m_reduceMotion = false;
};

}  // namespace gatesight::ui
