#include "logdigitise/nn/model_files.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::nn {
namespace {

using logdigitise::testing::TemporaryFolder;

class ModelFiles : public ::testing::Test {
 protected:
  ModelFiles() { setenv("LOGDIGITISE_MODELS", folder_.path().c_str(), 1); }
  ~ModelFiles() override { unsetenv("LOGDIGITISE_MODELS"); }
  TemporaryFolder folder_;
};

TEST_F(ModelFiles, AreFoundByNameInTheFolderOfTheEnvironment) {
  write_file_atomically(folder_ / "mine.safetensors", "");
  EXPECT_EQ(find_model("mine"), folder_ / "mine.safetensors");
}

TEST_F(ModelFiles, AreFoundByPath) {
  const auto path = folder_ / "other.bin";
  write_file_atomically(path, "");
  EXPECT_EQ(find_model(path.string()), path);
  EXPECT_THROW(static_cast<void>(find_model((folder_ / "none.safetensors").string())), Error);
}

TEST_F(ModelFiles, FallBackToTheShippedNameWhenNoneIsGiven) {
  write_file_atomically(folder_ / (std::string(kDefaultModel) + ".safetensors"), "");
  EXPECT_EQ(find_model(""), folder_ / (std::string(kDefaultModel) + ".safetensors"));
}

TEST_F(ModelFiles, AreListedByNameAndOnlyWeights) {
  write_file_atomically(folder_ / "b.safetensors", "");
  write_file_atomically(folder_ / "a.safetensors", "");
  write_file_atomically(folder_ / "a.md", "");
  std::vector<std::string> names;
  for (const ModelFile& model : list_models()) {
    if (model.path.parent_path() == folder_.path()) names.push_back(model.name);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"a", "b"}));
}

TEST_F(ModelFiles, AreFoundFromTheProgramAndFromTheLibrary) {
  const auto models = folder_ / "usr" / "share" / "logdigitise" / "models";
  std::filesystem::create_directories(models);
  for (const char* installed :
       {"bin/logdigitise", "lib/liblogdigitise.so", "lib/x86_64-linux-gnu/liblogdigitise.so"}) {
    const auto folders = model_folders(folder_ / "usr" / installed);
    ASSERT_GE(folders.size(), 2U) << installed;
    EXPECT_EQ(folders[0], folder_.path()) << "what the environment names comes first";
    EXPECT_EQ(folders[1], std::filesystem::canonical(models)) << installed;
  }
  std::filesystem::create_directories(folder_ / "usr" / "lib" / "x86_64-linux-gnu");
  std::filesystem::create_symlink("usr/lib", folder_ / "lib");
  const auto folders = model_folders(folder_ / "lib" / "x86_64-linux-gnu" / "liblogdigitise.so");
  ASSERT_GE(folders.size(), 2U);
  EXPECT_EQ(folders[1], std::filesystem::canonical(models)) << "/lib is a link to /usr/lib";
}

TEST_F(ModelFiles, AreNamedInTheErrorForAnUnknownOne) {
  write_file_atomically(folder_ / "tracks.safetensors", "");
  try {
    static_cast<void>(find_model("trucks"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    EXPECT_NE(std::string(error.what()).find("trucks"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("tracks"), std::string::npos);
  }
}

}  // namespace
}  // namespace logdigitise::nn
