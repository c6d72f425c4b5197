#pragma once
// A process that reads files of strangers has no business on the network.

namespace logdigitise {

/// From here on this process, its threads to come and all it starts get EACCES from socket() for IPv4 and
/// IPv6, and from io_uring, by which a socket could be had too. Files on network disks stay, and so do
/// sockets between processes of the machine. No way back. Quietly does nothing where the kernel has no such
/// filters (seccomp) or on other processors than x86-64 and 64-bit ARM: what is lost is one wall of several.
/// Safe between fork and exec.
void forbid_network();

}  // namespace logdigitise
