#include "logdigitise/core/no_network.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace logdigitise {
namespace {

// 0 if a socket of the family can be had, else errno.
int fault_of_socket(int family) {
  const int descriptor = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return errno;
  close(descriptor);
  return 0;
}

// The filter stays for good: a process of its own for each question.
int fault_without_network(int family) {
  const pid_t child = fork();
  if (child == 0) {
    forbid_network();
    _exit(fault_of_socket(family));
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(ForbidNetwork, RefusesSocketsOfTheInternet) {
  if (fault_of_socket(AF_INET) != 0) GTEST_SKIP() << "there is no IPv4 here anyway";
  EXPECT_EQ(fault_without_network(AF_INET), EACCES);
  EXPECT_EQ(fault_without_network(AF_INET6), EACCES);
}

TEST(ForbidNetwork, LeavesSocketsOfTheMachine) { EXPECT_EQ(fault_without_network(AF_UNIX), 0); }

}  // namespace
}  // namespace logdigitise
