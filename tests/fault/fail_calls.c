// A library for LD_PRELOAD that makes the n-th write, fsync, rename, open or malloc of a program fail.
//
//   FAULT_CALL  write (with writev, pwrite, fwrite, fflush), fsync (with fdatasync), rename, open (with openat,
//               fopen) or malloc (with calloc, realloc, aligned ones)
//   FAULT_AT    which of them fails, from 1; 0 or absent: none
//   FAULT_ON    1: all after it fail too, as on a disk that stays full; 1000: exit(1) is called in its place, as some
//               libraries do that are short of memory; else above 1: it does not fail, but just before it this signal
//               goes to the process of main
//   FAULT_LOCALE  1: main begins with the locale of the environment, as some library might have it
//   FAULT_COUNTS  a file that gets the number of calls, when the program ends by itself
//   FAULT_PLACES  a file with 8 bytes for each malloc: the n-th get a number that stands for the place it was called
//                 from, that is for its innermost callers. A run without a fault writes all of them, one with a
//                 fault that of the malloc that fails. Absent: none
//
// Calls are counted from the beginning of main, over all threads and over all processes that it forks. Nothing a
// program can do helps against a malloc that fails while its libraries set themselves up, so main is where it
// begins.
//
// With FAULT_SERVER=1 main is not called at once: a line "<call> <n> <on>" on descriptor 198 forks a process that
// runs main with that fault ("none 0 0": without); when it is over, descriptor 199 gets a line "<wait status> <failed>
// <writes> <fsyncs> <renames> <opens> <mallocs>" (status -1: it hung and was killed). So the start-up of the program,
// most of a short run, is paid once.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdint.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum Call { WRITE, FSYNC, RENAME, OPEN, MALLOC, CALLS };
static const char* const call_names[CALLS] = {"write", "fsync", "rename", "open", "malloc"};
static const int call_errors[CALLS] = {ENOSPC, EIO, ENOSPC, EMFILE, ENOMEM};

enum { COMMANDS = 198, ANSWERS = 199, LONGEST_RUN_S = 120, EXITS = 1000 };

// Shared with the processes that are forked.
struct State {
  atomic_int counting;
  atomic_int main_process;
  atomic_int call;  // CALLS: none fails.
  atomic_long at;
  atomic_int on;
  atomic_long failed;
  atomic_long counts[CALLS];
};
static struct State* state;

// Three of these are our own. With 60, where nothing is cut off, there are twice as many places: other ways to the
// same loop of a parser.
enum { FRAMES = 16 };
static uint64_t* places;
static long places_count;

// The guard is for the unwinder, should it ask for memory itself.
static void note_place(long number) {
  static _Thread_local int busy __attribute__((tls_model("initial-exec")));
  if (places == NULL || number > places_count || busy) return;
  busy = 1;
  void* callers[FRAMES];
  const int count = backtrace(callers, FRAMES);
  uint64_t place = 14695981039346656037U;  // FNV-1a
  for (int i = 0; i < count; ++i) place = (place ^ (uint64_t)(uintptr_t)callers[i]) * 1099511628211U;
  places[number - 1] = place;
  busy = 0;
}

static int must_fail(enum Call call) {
  if (state == NULL || !atomic_load_explicit(&state->counting, memory_order_relaxed)) return 0;
  const long number = atomic_fetch_add(&state->counts[call], 1) + 1;
  const int failing = atomic_load(&state->call);
  const long at = atomic_load(&state->at);
  const int on = atomic_load(&state->on);
  const int is_hit = failing == (int)call && (number == at || (on == 1 && number > at));
  // Called from one line alone: its address is among the callers.
  if (call == MALLOC && (failing == CALLS || (is_hit && number == at))) note_place(number);
  if (!is_hit) return 0;
  atomic_fetch_add(&state->failed, 1);
  if (on == EXITS) {
    errno = ENOMEM;
    exit(1);
  }
  if (on > 1) {
    kill(atomic_load(&state->main_process), on);
    return 0;
  }
  errno = call_errors[call];
  return 1;
}

// The function that this one stands in front of.
#define REAL(name)                                                          \
  static __typeof__(&name) real;                                            \
  if (real == NULL) {                                                       \
    void* const found = dlsym(RTLD_NEXT, #name);                            \
    memcpy(&real, &found, sizeof real);                                     \
  }

ssize_t write(int descriptor, const void* bytes, size_t count) {
  REAL(write)
  return must_fail(WRITE) ? -1 : real(descriptor, bytes, count);
}
ssize_t writev(int descriptor, const struct iovec* pieces, int count) {
  REAL(writev)
  return must_fail(WRITE) ? -1 : real(descriptor, pieces, count);
}
ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t at) {
  REAL(pwrite)
  return must_fail(WRITE) ? -1 : real(descriptor, bytes, count, at);
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t at) {
  REAL(pwrite64)
  return must_fail(WRITE) ? -1 : real(descriptor, bytes, count, at);
}
size_t fwrite(const void* bytes, size_t size, size_t count, FILE* file) {
  REAL(fwrite)
  return must_fail(WRITE) ? 0 : real(bytes, size, count, file);
}
int fflush(FILE* file) {
  REAL(fflush)
  // Nothing held back: nothing that could fail.
  const int writes = file == NULL || __fpending(file) > 0;
  return writes && must_fail(WRITE) ? EOF : real(file);
}
int fsync(int descriptor) {
  REAL(fsync)
  return must_fail(FSYNC) ? -1 : real(descriptor);
}
int fdatasync(int descriptor) {
  REAL(fdatasync)
  return must_fail(FSYNC) ? -1 : real(descriptor);
}
int rename(const char* from, const char* to) {
  REAL(rename)
  return must_fail(RENAME) ? -1 : real(from, to);
}

static mode_t mode_of(int flags, va_list arguments) {
  const int has_mode = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  return has_mode ? va_arg(arguments, mode_t) : 0;
}
#define OPENS(name)                                       \
  int name(const char* path, int flags, ...) {            \
    REAL(name)                                            \
    va_list arguments;                                    \
    va_start(arguments, flags);                           \
    const mode_t mode = mode_of(flags, arguments);        \
    va_end(arguments);                                    \
    return must_fail(OPEN) ? -1 : real(path, flags, mode); \
  }
#define OPENS_AT(name)                                            \
  int name(int folder, const char* path, int flags, ...) {        \
    REAL(name)                                                    \
    va_list arguments;                                            \
    va_start(arguments, flags);                                   \
    const mode_t mode = mode_of(flags, arguments);                \
    va_end(arguments);                                            \
    return must_fail(OPEN) ? -1 : real(folder, path, flags, mode); \
  }
#define OPENS_FILE(name)                                  \
  FILE* name(const char* path, const char* how) {         \
    REAL(name)                                            \
    return must_fail(OPEN) ? NULL : real(path, how);      \
  }
OPENS(open)
OPENS(open64)
OPENS_AT(openat)
OPENS_AT(openat64)
OPENS_FILE(fopen)
OPENS_FILE(fopen64)

// glibc's own: dlsym asks for memory itself.
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* memory, size_t size);
void* __libc_memalign(size_t alignment, size_t size);

void* malloc(size_t size) { return must_fail(MALLOC) ? NULL : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return must_fail(MALLOC) ? NULL : __libc_calloc(count, size); }
void* realloc(void* memory, size_t size) { return must_fail(MALLOC) ? NULL : __libc_realloc(memory, size); }
void* memalign(size_t alignment, size_t size) {
  return must_fail(MALLOC) ? NULL : __libc_memalign(alignment, size);
}
void* aligned_alloc(size_t alignment, size_t size) {
  return must_fail(MALLOC) ? NULL : __libc_memalign(alignment, size);
}
int posix_memalign(void** memory, size_t alignment, size_t size) {
  void* const made = must_fail(MALLOC) ? NULL : __libc_memalign(alignment, size);
  if (made == NULL) return ENOMEM;
  *memory = made;
  return 0;
}

static void set_fault(const char* call, long at, int on) {
  int which = CALLS;
  for (int i = 0; i < CALLS; ++i) {
    if (at > 0 && strcmp(call, call_names[i]) == 0) which = i;
  }
  for (int i = 0; i < CALLS; ++i) atomic_store(&state->counts[i], 0);
  atomic_store(&state->failed, 0);
  atomic_store(&state->call, which);
  atomic_store(&state->at, at);
  atomic_store(&state->on, on);
}

// The answer to a command; the calls it counts are those of the run, not its own.
static int describe(char* text, size_t size, int status) {
  return snprintf(text, size, "%d %ld %ld %ld %ld %ld %ld\n", status, atomic_load(&state->failed),
                  atomic_load(&state->counts[WRITE]), atomic_load(&state->counts[FSYNC]),
                  atomic_load(&state->counts[RENAME]), atomic_load(&state->counts[OPEN]),
                  atomic_load(&state->counts[MALLOC]));
}

static int (*real_main)(int, char**, char**);

static int counted_main(int argc, char** argv, char** environment) {
  if (getenv("FAULT_LOCALE") != NULL) setlocale(LC_ALL, "");
  atomic_store(&state->main_process, getpid());
  atomic_store(&state->counting, 1);
  return real_main(argc, argv, environment);
}

// Ends the program if the file cannot be used: a run that says nothing of its places would be taken for one.
static void map_places(void) {
  const char* const path = getenv("FAULT_PLACES");
  if (path == NULL) return;
  const int file = open(path, O_RDWR | O_CLOEXEC);
  struct stat about;
  if (file < 0 || fstat(file, &about) != 0) _exit(125);
  void* const mapped = mmap(NULL, (size_t)about.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (mapped == MAP_FAILED) _exit(125);
  // The first call loads libgcc.
  void* caller[1];
  backtrace(caller, 1);
  places = mapped;
  places_count = about.st_size / (long)sizeof *places;
}

static void write_counts(void) {
  atomic_store(&state->counting, 0);
  const char* const path = getenv("FAULT_COUNTS");
  if (path == NULL) return;
  FILE* const file = fopen(path, "w");
  if (file == NULL) return;
  char text[256];
  describe(text, sizeof text, 0);
  fputs(text, file);
  fclose(file);
}

static int wait_for(pid_t child) {
  int status = 0;
  const time_t deadline = time(NULL) + LONGEST_RUN_S;
  while (1) {
    const pid_t done = waitpid(child, &status, WNOHANG);
    if (done == child) return status;
    if (time(NULL) > deadline) {
      kill(child, SIGKILL);
      waitpid(child, &status, 0);
      return -1;
    }
    const struct timespec pause = {0, 1000000};
    nanosleep(&pause, NULL);
  }
}

// One run of main for each command. Returns in the processes that are to run it, never in the server.
static void serve(void) {
  FILE* const commands = fdopen(COMMANDS, "r");
  char call[32];
  long at = 0;
  int on = 0;
  while (commands != NULL && fscanf(commands, "%31s %ld %d", call, &at, &on) == 3) {
    set_fault(call, at, on);
    const pid_t child = fork();
    if (child == 0) {
      close(COMMANDS);
      close(ANSWERS);
      return;
    }
    const int status = child < 0 ? -1 : wait_for(child);
    atomic_store(&state->counting, 0);
    char text[256];
    const int length = describe(text, sizeof text, status);
    if (write(ANSWERS, text, (size_t)length) != length) break;
  }
  _exit(0);
}

static int served_main(int argc, char** argv, char** environment) {
  serve();
  return counted_main(argc, argv, environment);
}

int __libc_start_main(int (*main)(int, char**, char**), int argc, char** argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void* stack_end) {
  REAL(__libc_start_main)
  state = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (state == MAP_FAILED) _exit(125);
  const char* const call = getenv("FAULT_CALL");
  const char* const at = getenv("FAULT_AT");
  const char* const on = getenv("FAULT_ON");
  set_fault(call == NULL ? "" : call, at == NULL ? 0 : atol(at), on == NULL ? 0 : atoi(on));
  // A program that this one starts is not to be counted.
  unsetenv("LD_PRELOAD");
  map_places();
  real_main = main;
  if (getenv("FAULT_SERVER") != NULL) return real(served_main, argc, argv, init, fini, rtld_fini, stack_end);
  atexit(write_counts);
  return real(counted_main, argc, argv, init, fini, rtld_fini, stack_end);
}
