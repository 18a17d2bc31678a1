#include "gdal.h"

#include <stdio.h>
#include <string.h>

int main(int count, char **words) {
  if (count == 2 && (!strcmp(words[1], "--version") || !strcmp(words[1], "--build"))) {
    puts(GDALVersionInfo(strcmp(words[1], "--build") ? "--version" : "BUILD_INFO"));
    return 0;
  }
  fputs("Usage: " PROGRAM " [--version] [--build] (stand-in)\n", stderr);
  return 1;
}
