// What is used of OpenSSL's libcrypto: message digests.
#ifndef SIGNALBOX_COPENSSL_H
#define SIGNALBOX_COPENSSL_H

#include <openssl/evp.h>

#endif
