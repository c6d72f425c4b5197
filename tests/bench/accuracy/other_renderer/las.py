"""LAS 2.0 files, as far as the renderer needs them."""
import numpy as np

NULL = -999.25
FEWEST_ROWS = 20


def null_of(line, default):
    """The null value, if this line of the well section has it, else the default."""
    mnemonic, rest = line.split(".", 1)
    if mnemonic.strip().upper() != "NULL":
        return default
    try:
        return float(rest.rsplit(":", 1)[0].split()[-1])
    except (IndexError, ValueError):
        return default


def read(path):
    """Mnemonics [columns], values float [rows, columns] and the null value; the first column is the depth.

    None if the file holds no complete table of at least FEWEST_ROWS rows. Wrapped lines are joined.
    """
    mnemonics, numbers, null, section = [], [], NULL, ""
    with open(path, encoding="latin1") as file:
        for line in file:
            if not line.strip() or line.startswith("#"):
                continue
            if line.startswith("~"):
                section = line[1:2].upper()
            elif section == "W" and "." in line:
                null = null_of(line, null)
            elif section == "C" and "." in line:
                mnemonics.append(line.split(".", 1)[0].strip().upper())
            elif section == "A":
                try:
                    numbers.extend(float(word) for word in line.split())
                except ValueError:
                    return None
    columns = len(mnemonics)
    if columns < 2 or len(numbers) < FEWEST_ROWS * columns or len(numbers) % columns:
        return None
    return mnemonics, np.array(numbers).reshape(-1, columns), null


def write(path, depths_ft, step_ft, well, columns, note):
    """Writes depths [n] and columns, a list of (mnemonic, unit, description, values float [n], NaN where null).

    well holds the names COMP, WELL, FLD, LOC and DATE.
    """
    entries = [("STRT", "FT", f"{depths_ft[0]:.4f}"), ("STOP", "FT", f"{depths_ft[-1]:.4f}"),
               ("STEP", "FT", f"{step_ft:.4f}"), ("NULL", "", str(NULL))]
    entries += [(name, "", well[name]) for name in ("COMP", "WELL", "FLD", "LOC")]
    entries += [("PROV", "", ""), ("SRVC", "", ""), ("DATE", "", well["DATE"]), ("UWI", "", "")]
    lines = ["~VERSION INFORMATION",
             "VERS.   2.0 : CWLS LOG ASCII STANDARD - VERSION 2.0",
             "WRAP.   NO : ONE LINE PER DEPTH STEP",
             "~WELL INFORMATION"]
    lines += [f"{mnemonic}.{unit}  {value} : {mnemonic}" for mnemonic, unit, value in entries]
    lines += ["~CURVE INFORMATION", "DEPT.FT  : DEPTH"]
    lines += [f"{mnemonic}.{unit}  : {description}" for mnemonic, unit, description, _ in columns]
    lines += ["~OTHER", note, "~ASCII"]
    for row, depth_ft in enumerate(depths_ft):
        values = (values[row] for _, _, _, values in columns)
        cells = (f"{value if np.isfinite(value) else NULL:14.5f}" for value in values)
        lines.append(f"{depth_ft:12.4f}" + "".join(cells))
    with open(path, "w", encoding="ascii", newline="") as file:
        file.write("\r\n".join(lines) + "\r\n")
