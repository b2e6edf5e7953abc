// Asks whether a program that a kubeconfig names may run, and remembers the answer for just this call.
#pragma once

#include "model/cluster/credentials.h"

#include <QDialog>

#include <string>
#include <vector>

namespace gatesight::ui {

/// Shows the program, its arguments, the variables it is given and the file that wants it. Cancel is the default.
class PluginDialog : public QDialog {
    Q_OBJECT

public:
    explicit PluginDialog(const model::PluginCall& call, QWidget* parent = nullptr);
    /// Whether the answer holds for later starts of Gatesight too.
    [[nodiscard]] bool remembers() const;

private:
    class QCheckBox* m_remember;
};

/// Fingerprints of the calls that were allowed for later, from the settings.
[[nodiscard]] std::vector<std::string> rememberedPlugins();
void rememberPlugin(const std::string& fingerprint);

}  // namespace gatesight::ui
