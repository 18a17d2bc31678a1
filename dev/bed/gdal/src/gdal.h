#pragma once
const char *GDALVersionInfo(const char *request);
