#pragma once
// What the measures of inspect print and draw alike.

#include <filesystem>
#include <string>

#include "logdigitise/sheet/inspect.hpp"

namespace logdigitise {

/// Draws what was found over the scan, as `folder`/`name`.png; nothing if `folder` is empty.
void save_overlay(const std::filesystem::path& scan, const sheet::Inspection& found,
                  const std::filesystem::path& folder, const std::string& name);

/// The beginning of a refusal, without what all refusals begin with.
[[nodiscard]] std::string brief(std::string text);

}  // namespace logdigitise
