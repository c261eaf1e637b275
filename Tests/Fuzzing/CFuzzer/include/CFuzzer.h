// libFuzzer's entry point for programs with a `main` of their own.
#ifndef SIGNALBOX_CFUZZER_H
#define SIGNALBOX_CFUZZER_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

#endif
