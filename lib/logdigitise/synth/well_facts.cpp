#include "logdigitise/synth/well_facts.hpp"

#include <fmt/format.h>

#include <array>

namespace logdigitise::synth {

namespace {

template <std::size_t N>
const char* one_of(const std::array<const char*, N>& list, Random& random) {
  return list[static_cast<std::size_t>(random.integer(0, static_cast<int>(N) - 1))];
}

constexpr std::array kOwners = {"HAVERKAMP", "SMITH",   "OLSEN",   "BAUER",  "GARCIA", "J. H. KURTH",
                                "MILLER",    "STATE",   "UNIT",    "WALLER", "PECK",   "MYERS, ROBERT",
                                "TRIBAL",    "LINDSEY", "FEDERAL", "WAGNER", "DIXON",  "MARY ANDREWS",
                                "HUNTER",    "ZIEGLER", "QUITMAN", "BOYD"};
constexpr std::array kFirms = {"PRAIRIE",  "UNION",       "ATLANTIC",   "CACTUS",    "SUNBURST",
                               "NORTHERN", "BLACK HILLS", "GULF COAST", "LONE PINE", "VANDERBILT",
                               "KEYSTONE", "RED FORK",    "OZARK",      "S. A.",     "MERIDIAN"};
constexpr std::array kKinds = {
    "OIL CO.",     "PETROLEUM CORP.",    "DRILLING, INC.", "OIL & GAS CO.", "OPERATING CO., LLC",
    "EXPLORATION", "PRODUCTION COMPANY", "REFINING CO."};
constexpr std::array kFields = {"WILDCAT",    "MONUMENT",    "BOLING",      "SUDDITH AREA", "HUGOTON",
                                "EAST TEXAS", "PINE ISLAND", "BURBANK",     "SPRABERRY",    "CLAY BANK",
                                "ELK HILLS",  "OAK GROVE",   "RED RIVER S", "BIG SANDY"};
constexpr std::array kCounties = {"LEA",      "NEWTON", "MASON",      "GUADALUPE", "FORT BEND",
                                  "PECOS",    "GRANT",  "WASHINGTON", "ELLIS",     "BARBER",
                                  "CAMPBELL", "KERN",   "STEPHENS",   "GARVIN",    "TAYLOR"};
constexpr std::array kServices = {"SCHLUMBERGER", "HALLIBURTON", "WELEX",    "DRESSER ATLAS", "BAKER HUGHES",
                                  "GEARHART",     "LANE WELLS",  "BIRDWELL", "WESTERN ATLAS", "WEATHERFORD"};
struct State {
  const char* name;
  int code;  ///< Of API numbers.
};
constexpr std::array<State, 10> kStates = {{{"TEXAS", 42},
                                            {"OKLAHOMA", 35},
                                            {"KANSAS", 15},
                                            {"NEW MEXICO", 30},
                                            {"LOUISIANA", 17},
                                            {"WEST VIRGINIA", 47},
                                            {"WYOMING", 49},
                                            {"NORTH DAKOTA", 33},
                                            {"COLORADO", 5},
                                            {"CALIFORNIA", 4}}};

std::string random_date(Random& random) {
  constexpr std::array kMonths = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                  "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
  const int day = random.integer(1, 28);
  const int month = random.integer(1, 12);
  const int year = random.integer(1948, 2015);
  switch (random.integer(0, 3)) {
    case 0:
      return fmt::format("{}-{}-{:02}", month, day, year % 100);
    case 1:
      return fmt::format("{}/{}/{:02}", month, day, year % 100);
    case 2:
      return fmt::format("{:02}-{}-{}", day, kMonths[static_cast<std::size_t>(month - 1)], year);
    default:
      return fmt::format("{} {}, {}", kMonths[static_cast<std::size_t>(month - 1)], day, year);
  }
}

std::string random_location(Random& random) {
  const int section = random.integer(1, 36);
  const int township = random.integer(1, 29);
  const int range = random.integer(1, 38);
  switch (random.integer(0, 2)) {
    case 0:
      return fmt::format("SEC. {}-{}{}-{}{}", section, township, random.chance(0.5) ? "S" : "N", range,
                         random.chance(0.5) ? "E" : "W");
    case 1:
      return fmt::format("{}' FNL & {}' FEL", random.integer(33, 132) * 10, random.integer(33, 132) * 10);
    default:
      return fmt::format("{} SURVEY A-{}", one_of(kOwners, random), random.integer(1, 900));
  }
}

}  // namespace

WellFacts random_well_facts(Random& random) {
  WellFacts facts;
  const State& state =
      kStates[static_cast<std::size_t>(random.integer(0, static_cast<int>(kStates.size()) - 1))];
  const char* number = random.chance(0.4) ? "#" : random.chance(0.5) ? "NO. " : "";
  facts["WELL"] =
      fmt::format("{} {}{}", one_of(kOwners, random), number,
                  random.chance(0.4) ? fmt::format("{}-{}", random.integer(1, 9), random.integer(1, 36))
                                     : fmt::format("{}", random.integer(1, 48)));
  facts["COMP"] = fmt::format("{} {}", one_of(kFirms, random), one_of(kKinds, random));
  facts["FLD"] = one_of(kFields, random);
  facts["CNTY"] = one_of(kCounties, random);
  facts["STAT"] = state.name;
  facts["LOC"] = random_location(random);
  facts["API"] = fmt::format("{:02}-{:03}-{:05}{}", state.code, 2 * random.integer(0, 120) + 1,
                             random.integer(1, 49999), random.chance(0.3) ? "-00" : "");
  facts["DATE"] = random_date(random);
  const int elevation = random.integer(20, 6200);
  facts["EKB"] = random.chance(0.3) ? fmt::format("{}.{}", elevation, random.integer(0, 9))
                                    : fmt::format("{}", elevation);
  facts["SRVC"] = one_of(kServices, random);
  return facts;
}

}  // namespace logdigitise::synth
