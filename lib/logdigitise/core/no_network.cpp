#include "logdigitise/core/no_network.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace logdigitise {

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kArchitecture = 0;
#endif

constexpr std::uint16_t kLoad = BPF_LD | BPF_W | BPF_ABS;
constexpr std::uint16_t kIfEqual = BPF_JMP | BPF_JEQ | BPF_K;
constexpr std::uint16_t kReturn = BPF_RET | BPF_K;

// A number that the filter looks at: of the call itself, or the low half of its first argument.
constexpr std::uint32_t kCall = offsetof(seccomp_data, nr);
constexpr std::uint32_t kProcessor = offsetof(seccomp_data, arch);
constexpr std::uint32_t kFirstArgument = offsetof(seccomp_data, args);

}  // namespace

void forbid_network() {
  if (kArchitecture == 0) return;
  // {what, if true, if false, operand}: true and false are how many lines to skip.
  std::array<sock_filter, 10> lines{{
      {kLoad, 0, 0, kProcessor},
      {kIfEqual, 0, 6, kArchitecture},
      {kLoad, 0, 0, kCall},
      {kIfEqual, 5, 0, __NR_io_uring_setup},
      {kIfEqual, 0, 3, __NR_socket},
      {kLoad, 0, 0, kFirstArgument},
      {kIfEqual, 2, 0, AF_INET},
      {kIfEqual, 1, 0, AF_INET6},
      {kReturn, 0, 0, SECCOMP_RET_ALLOW},
      {kReturn, 0, 0, SECCOMP_RET_ERRNO | EACCES},
  }};
  sock_fprog filter{};
  filter.len = static_cast<unsigned short>(lines.size());
  filter.filter = lines.data();
  // Without it only root may set a filter: nothing that is started from here on gains rights by a set-uid
  // bit.
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return;
  // Without the flag, kernels before 5.16 slow down all that a filtered process computes.
  syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &filter);
}

}  // namespace logdigitise
