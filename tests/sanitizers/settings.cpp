// What the sanitizers are told, part of every program that is built with one. Faults of libraries that are
// not built with it, and that we cannot mend, stand here with their reason.

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-identifier-naming): the
// names are the sanitizers' own.
extern "C" {

const char* __asan_default_options();
const char* __lsan_default_options();
const char* __lsan_default_suppressions();
const char* __ubsan_default_options();
const char* __tsan_default_options();

// allocator_may_return_null: a size that a file asks for has to end in bad_alloc, as it does elsewhere.
const char* __asan_default_options() { return "detect_stack_use_after_return=1:allocator_may_return_null=1"; }

// Tesseract forgets the row it makes for a picture of one line: some bytes for each number that it reads.
const char* __lsan_default_suppressions() { return "leak:tesseract::make_single_row\n"; }

// print_suppressions: what succeeds says nothing on stderr.
const char* __lsan_default_options() { return "print_suppressions=0"; }

const char* __ubsan_default_options() { return "print_stacktrace=1"; }

// Not ignore_noninstrumented_modules, though LibTorch and OpenCV are none: with it races in what std::async
// calls are passed over, since the call comes out of the C library's pthread_once.
const char* __tsan_default_options() { return "second_deadlock_stack=1"; }
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-identifier-naming)
