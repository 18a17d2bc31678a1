/* Stand-in for libgdal: answers its version, and uses the libraries that it is linked to so that they stay linked. */
#include "gdal.h"
#include "gdal_version.h"

#include <proj.h>
#include <stdio.h>
#include <string.h>
#ifdef HAVE_CURL
#include <curl/curl.h>
#endif

const char *GDALVersionInfo(const char *request) {
  static char build[200];
  if (!strcmp(request, "RELEASE_NAME")) return GDAL_RELEASE_NAME;
  if (!strcmp(request, "VERSION_NUM")) return "3110500";
  if (!strcmp(request, "BUILD_INFO")) {
    const char *curl = "none";
#ifdef HAVE_CURL
    curl = curl_version();
#endif
    snprintf(build, sizeof build, "PROJ=%s CURL=%s", proj_info().version, curl);
    return build;
  }
  return "GDAL " GDAL_RELEASE_NAME ", released 2025/11/04 (stand-in)";
}
