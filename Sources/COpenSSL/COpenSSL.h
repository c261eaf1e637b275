// The part of OpenSSL's libcrypto that Signalbox uses: message digests.
#ifndef SIGNALBOX_COPENSSL_H
#define SIGNALBOX_COPENSSL_H

#include <openssl/evp.h>

#endif
