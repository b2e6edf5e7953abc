// Sessions for tests: opens samples and texts, and waits for what they announce.
#pragma once

#include "ui/session/session.h"

#include <QString>

namespace gatesight::test {

/// Folder of a sample of the source tree.
[[nodiscard]] QString samplePath(const QString& name);

/// Opens inputs and waits until they are loaded, or have failed. True when a simulation came of it.
bool openAndWait(ui::Session& session, const ui::Inputs& inputs);
bool openSample(ui::Session& session, const QString& name);
bool openText(ui::Session& session, const QString& yaml);

/// Sets a request and waits for its answer; null when none came.
std::shared_ptr<const simulator::Decision> ask(ui::Session& session, const QString& url);

/// A cluster that takes long to load: so many routes on one Gateway.
[[nodiscard]] QString manyRoutes(int count);

}  // namespace gatesight::test
