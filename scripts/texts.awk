# SPDX-License-Identifier: Apache-2.0
# Every text marked for translation, N_("…"), as C: one literal a line, for an array.
#   awk -f scripts/texts.awk FILES… | LC_ALL=C sort -u
function flush_file() {
  while ((at = index(all, "N_(")) > 0) {
    all = substr(all, at + 3)
    if (!match(all, /^[ \t\n]*("([^"\\]|\\.)*"[ \t\n]*)+\)/)) continue
    text = substr(all, 1, RLENGTH - 1)
    gsub(/\n[ \t]*/, " ", text)
    gsub(/^[ \t]+|[ \t]+$/, "", text)
    print text ","
  }
  all = ""
}
FNR == 1 { flush_file() }
{ all = all $0 "\n" }
END { flush_file() }
