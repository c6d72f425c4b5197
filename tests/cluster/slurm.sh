#!/bin/bash
# usage: slurm.sh <logdigitise> <empty folder>
# The Slurm recipe of docs/cluster.md on a Slurm of its own: installs slurm-wlm and munge where they are
# missing (as root), starts munged, slurmctld and slurmd on this machine without systemd, and runs the recipe's array
# of 8 parts over 48 small drawn logs. One part is killed, one is requeued while it works. Fails unless all
# results and the report are those of a single run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "$1")
mkdir -p "$2"
cd "$2"
place=$PWD
[ "$(id -u)" = 0 ] || { echo "Slurm's daemons want root"; exit 77; }

if ! command -v slurmctld >/dev/null || ! command -v slurmd >/dev/null || ! command -v munged >/dev/null; then
  apt-get -q update
  DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends slurm-wlm munge
fi

# --- a Slurm of one node -----------------------------------------------------------------------------------
rm -rf slurm && mkdir -p slurm/state slurm/spool
dd if=/dev/urandom of=slurm/munge.key bs=1 count=1024 status=none
chmod 400 slurm/munge.key
node=$(hostname -s)
cat >slurm/slurm.conf <<CONF
ClusterName=test
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$place/slurm/munge.socket
CredType=cred/munge
StateSaveLocation=$place/slurm/state
SlurmdSpoolDir=$place/slurm/spool
SlurmctldPidFile=$place/slurm/slurmctld.pid
SlurmdPidFile=$place/slurm/slurmd.pid
SlurmctldLogFile=$place/slurm/slurmctld.log
SlurmdLogFile=$place/slurm/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
MailProg=/bin/true
ReturnToService=2
KillWait=5
MinJobAge=3600
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$(awk '/MemTotal/ { print int($2 / 1024) }' /proc/meminfo) State=UNKNOWN
PartitionName=main Nodes=$node Default=YES MaxTime=INFINITE State=UP
CONF
# No plugin but this one comes up without systemd; nothing is asked of it (proctrack and task use no cgroups).
printf 'CgroupPlugin=cgroup/v1\nCgroupAutomount=no\n' >slurm/cgroup.conf
export SLURM_CONF=$place/slurm/slurm.conf

started=()
stop() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
}
trap stop EXIT
munged --foreground --force --socket "$place/slurm/munge.socket" --key-file "$place/slurm/munge.key" \
  --pid-file "$place/slurm/munged.pid" --seed-file "$place/slurm/munge.seed" --log-file "$place/slurm/munged.log" &
started+=($!)
for ((i = 0; i < 50; ++i)); do [ -S slurm/munge.socket ] && break; sleep 0.1; done
# slurmd looks for a cgroup file system even if it is told to use none.
mountpoint -q /sys/fs/cgroup || mount -t tmpfs none /sys/fs/cgroup || true
slurmctld -D >slurm/slurmctld.out 2>&1 &
started+=($!)
sleep 1
slurmd -D >slurm/slurmd.out 2>&1 &
started+=($!)
for ((i = 0; i < 100; ++i)); do
  [ "$(sinfo -h -o %T 2>/dev/null)" = idle ] && break
  sleep 0.2
done
sinfo
[ "$(sinfo -h -o %T)" = idle ] || { tail slurm/slurmd.out; exit 1; }

# --- the archive, and what a single run makes of it ------------------------------------------------------------
mkdir -p bin && ln -sf "$program" bin/logdigitise
export PATH=$place/bin:$PATH
rm -rf archive results single
logdigitise synthesise --out archive --count 48 --seed 21 --feet 200 --dpi 200 --no-masks --preset two_curve -q
truncate -s 100 "$(find archive/log_0007 -name 'scan.*')"
logdigitise batch archive --out single --no-seconds --threads 1 -q >/dev/null 2>&1 || [ $? = 3 ]
logdigitise report single >/dev/null

# --- the recipe, as it stands in the docs ------------------------------------------------------------------------
awk '/^## Slurm/ { here = 1 } here && /^```$/ { exit } block { print } here && /^```bash$/ { block = 1 }' \
  "$here/../../docs/cluster.md" >digitise.sbatch
grep -q SLURM_ARRAY_TASK_ID digitise.sbatch
sed -i 's/--resume /--resume --no-seconds /' digitise.sbatch
mkdir -p results
job=$(sbatch --parsable --cpus-per-task=1 digitise.sbatch)
state() { squeue -h -r -t all -j "$job" -o '%K %T' | awk -v k="$1" '$1 == k { print $2 }'; }
wait_for() { # wait_for <seconds> <command...>
  local i
  for ((i = 0; i < 10 * $1; ++i)); do "${@:2}" && return 0; sleep 0.1; done
  echo "waited $1 s in vain for: ${*:2}"; squeue -r -t all; return 1
}
works() { [ "$(state "$1")" = RUNNING ] && [ -s "results/journal.$1-of-8.jsonl" ]; }
lines() { wc -l <"results/journal.$1-of-8.jsonl"; }
# The batch of a part: the oldest of its processes, the others being its workers.
batch_of() { pgrep -o -f "^logdigitise batch archive --out results .* --shard $1/8 "; }

wait_for 120 works 0
kill -KILL "$(batch_of 0)"
echo "part 0: killed after $(lines 0) logs"
wait_for 120 works 3
echo "part 3: requeued after $(lines 3) logs"
scontrol requeue "${job}_3"
for ((i = 0; i < 6000; ++i)); do
  # A requeued task waits for two minutes before it may start; we need not.
  for k in 0 3; do
    [ "$(state $k)" = PENDING ] && scontrol update JobId="${job}_$k" StartTime=now 2>/dev/null || true
  done
  left=$(squeue -h -r -j "$job" -t PENDING,RUNNING,COMPLETING,CONFIGURING,SUSPENDED | wc -l)
  [ "$left" = 0 ] && break
  sleep 0.2
done
squeue -r -t all -j "$job" -o '%K %T %r'
restarts=$(scontrol show job "$job" | grep -o 'Restarts=[1-9]' | wc -l)
[ "$restarts" = 2 ] || { echo "$restarts parts were started again; expected 2"; exit 1; }
logdigitise report results

for folder in single results; do
  (cd $folder && find . -maxdepth 1 -type f ! -name '.*' ! -name 'journal*' -exec sha256sum {} + | sort -k2) >$folder.sums
done
cmp single.sums results.sums
[ "$(find results -name '*.las' | wc -l)" = 47 ]
echo "8 parts, one killed, one requeued: results and report as of a single run"
