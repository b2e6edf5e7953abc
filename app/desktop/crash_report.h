// A crash leaves a report: what is needed to find the place in the program, and nothing of what the
// user had open.
#pragma once

#include <string>

namespace gatesight::desktop {

/// From now on a signal that ends the program by its own fault (and std::terminate) first writes
/// `path`, mode 0600: the program, the signal, the type of an exception, and the calls as offsets
/// into modules, which are named without their folders. Then the signal ends the program as ever.
/// The folder of `path` has to be there; of the reports in it the newest nine are kept.
void reportCrashes(const std::string& path, const std::string& program);

/// Modules that were loaded since are told apart from now on.
void noteModules();

}  // namespace gatesight::desktop
