/*
 * The floor: what sockets cost with next to nothing around them. One thread takes requests and appends events to a ring;
 * two threads walk arrays of sockets and send() what is new. No topics, no ids, no heartbeats, no resume, no limits:
 * not a server to use. Usage: floor PORT
 *
 * Linux only. The ring is mapped twice, one copy behind the other, so that any range of it is contiguous.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#define RING_BYTES (64ull << 20)
#define MAX_BODY (64 * 1024)
#define REQUEST_BYTES (MAX_BODY + 8 * 1024)
#define MAX_FILES 65536
#define BATCH 512
#define WALKERS 2

static const char STREAM_HEAD[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
    "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\n:\n\n\r\n";
static const char ACCEPTED[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

static char *ring;
/* Bytes ever appended; what lies RING_BYTES behind has been overwritten. Written by the request thread. */
static _Atomic uint64_t head;

struct stream {
    int fd;
    uint64_t position; /* bytes sent, on the scale of head */
};

/* One walker and its streams. The walker's thread only, but for what the mutex guards and the flag. */
struct walker {
    struct stream streams[MAX_FILES];
    int slot_of[MAX_FILES]; /* by descriptor */
    int count;
    int epoll;
    int wake;
    atomic_bool woken; /* cleared before head is read, so that no wake-up is lost */
    pthread_mutex_t mutex;
    struct stream arrived[MAX_FILES];
    int arrived_count;
};

static struct walker walkers[WALKERS];

/* What has been read of a request, by descriptor. The request thread only. */
struct request {
    int length;
    char bytes[REQUEST_BYTES + 1];
};

static struct request *requests[MAX_FILES];

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void map_ring(void) {
    int file = memfd_create("ring", MFD_CLOEXEC);
    if (file < 0 || ftruncate(file, RING_BYTES) < 0) die("ring");
    ring = mmap(NULL, 2 * RING_BYTES, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int copy = 0; copy < 2; copy++) {
        void *at = mmap(ring + copy * RING_BYTES, RING_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0);
        if (at == MAP_FAILED) die("ring");
    }
}

static void wake(struct walker *walker) {
    if (atomic_exchange(&walker->woken, 1)) return;
    uint64_t one = 1;
    if (write(walker->wake, &one, sizeof one) < 0) die("wake");
}

static void watch(int epoll, int fd, uint32_t events) {
    struct epoll_event event = {.events = events, .data.fd = fd};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) die("epoll_ctl");
}

/* ---- walkers ---- */

static void drop(struct walker *walker, int slot) {
    int fd = walker->streams[slot].fd;
    walker->slot_of[fd] = -1;
    walker->streams[slot] = walker->streams[--walker->count];
    if (slot < walker->count) walker->slot_of[walker->streams[slot].fd] = slot;
    close(fd);
}

/* Sends what is new; a socket that is full is tried again at the next walk or when epoll says that it has room. */
static void deliver(struct walker *walker, int slot, uint64_t end) {
    struct stream *stream = &walker->streams[slot];
    if (end == stream->position) return;
    if (end - stream->position > RING_BYTES - 2 * REQUEST_BYTES) {
        drop(walker, slot);
        return;
    }
    ssize_t sent = send(stream->fd, ring + stream->position % RING_BYTES, end - stream->position, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0) {
        stream->position += (uint64_t) sent;
    } else if (sent < 0 && errno != EAGAIN) {
        drop(walker, slot);
    }
}

static void take_arrived(struct walker *walker) {
    pthread_mutex_lock(&walker->mutex);
    for (int i = 0; i < walker->arrived_count; i++) {
        struct stream stream = walker->arrived[i];
        walker->slot_of[stream.fd] = walker->count;
        walker->streams[walker->count++] = stream;
        watch(walker->epoll, stream.fd, EPOLLRDHUP | EPOLLOUT | EPOLLET);
    }
    walker->arrived_count = 0;
    pthread_mutex_unlock(&walker->mutex);
}

static void *walk(void *argument) {
    struct walker *walker = argument;
    struct epoll_event events[BATCH];
    for (;;) {
        int ready = epoll_wait(walker->epoll, events, BATCH, -1);
        int walk_all = 0;
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (fd == walker->wake) {
                uint64_t count;
                if (read(fd, &count, sizeof count) < 0) die("wake");
                walk_all = 1;
            } else if (walker->slot_of[fd] >= 0) {
                if (events[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) {
                    drop(walker, walker->slot_of[fd]);
                } else {
                    deliver(walker, walker->slot_of[fd], atomic_load(&head));
                }
            }
        }
        if (walk_all) {
            atomic_store(&walker->woken, 0);
            take_arrived(walker);
            uint64_t end = atomic_load(&head);
            for (int slot = walker->count - 1; slot >= 0; slot--) deliver(walker, slot, end);
        }
    }
    return NULL;
}

/* ---- requests ---- */

static void forget(int fd) {
    free(requests[fd]);
    requests[fd] = NULL;
}

static void append(const char *data, int length) {
    uint64_t at = atomic_load(&head);
    char *to = ring + at % RING_BYTES;
    int size = snprintf(to, 16, "%x\r\n", length + 8);
    memcpy(to + size, "data: ", 6);
    memcpy(to + size + 6, data, (size_t) length);
    memcpy(to + size + 6 + length, "\n\n\r\n", 4);
    atomic_store(&head, at + (uint64_t) (size + 6 + length + 4));
    for (int i = 0; i < WALKERS; i++) wake(&walkers[i]);
}

static int content_length(const char *headers) {
    const char *field = strcasestr(headers, "\r\nContent-Length:");
    return field == NULL ? 0 : atoi(field + 17);
}

static void hand_over(int epoll, int fd) {
    static int turn;
    epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL);
    forget(fd);
    if (send(fd, STREAM_HEAD, sizeof STREAM_HEAD - 1, MSG_NOSIGNAL) < 0) {
        close(fd);
        return;
    }
    struct walker *walker = &walkers[turn++ % WALKERS];
    pthread_mutex_lock(&walker->mutex);
    walker->arrived[walker->arrived_count++] = (struct stream){fd, atomic_load(&head)};
    pthread_mutex_unlock(&walker->mutex);
    wake(walker);
}

/* Answers every complete request that has been read; false when the descriptor is not this thread's any more. */
static int answer(int epoll, int fd, struct request *request) {
    for (;;) {
        request->bytes[request->length] = 0;
        char *end = strstr(request->bytes, "\r\n\r\n");
        if (end == NULL) return 1;
        if (request->bytes[0] == 'G') {
            hand_over(epoll, fd);
            return 0;
        }
        int head_length = (int) (end + 4 - request->bytes);
        end[2] = 0;
        int body = content_length(request->bytes);
        end[2] = '\r';
        if (body < 0 || body > MAX_BODY) {
            shutdown(fd, SHUT_RDWR);
            return 1;
        }
        if (request->length < head_length + body) return 1;
        append(end + 4, body);
        if (send(fd, ACCEPTED, sizeof ACCEPTED - 1, MSG_NOSIGNAL) < 0) return 1;
        request->length -= head_length + body;
        memmove(request->bytes, request->bytes + head_length + body, (size_t) request->length);
    }
}

static void receive(int epoll, int fd) {
    struct request *request = requests[fd];
    if (request == NULL) {
        request = requests[fd] = malloc(sizeof *request);
        request->length = 0;
    }
    ssize_t length = recv(fd, request->bytes + request->length, (size_t) (REQUEST_BYTES - request->length), MSG_DONTWAIT);
    if (length < 0 && errno == EAGAIN) return;
    if (length <= 0) {
        forget(fd);
        close(fd);
        return;
    }
    request->length += (int) length;
    answer(epoll, fd, request);
}

static int listen_on(int port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int on = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t) port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    /* Sockets that are accepted have it too. */
    setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (bind(listener, (struct sockaddr *) &address, sizeof address) < 0 || listen(listener, 4096) < 0) die("listen");
    return listener;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: floor PORT\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    map_ring();
    for (int i = 0; i < WALKERS; i++) {
        struct walker *walker = &walkers[i];
        memset(walker->slot_of, -1, sizeof walker->slot_of);
        pthread_mutex_init(&walker->mutex, NULL);
        walker->epoll = epoll_create1(EPOLL_CLOEXEC);
        walker->wake = eventfd(0, EFD_CLOEXEC);
        watch(walker->epoll, walker->wake, EPOLLIN);
        pthread_t thread;
        if (pthread_create(&thread, NULL, walk, walker) != 0) die("pthread_create");
    }
    int listener = listen_on(atoi(argv[1]));
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    watch(epoll, listener, EPOLLIN);
    struct epoll_event events[BATCH];
    for (;;) {
        int ready = epoll_wait(epoll, events, BATCH, -1);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd != listener) {
                receive(epoll, events[i].data.fd);
                continue;
            }
            int fd;
            while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
                if (fd >= MAX_FILES) {
                    close(fd);
                } else {
                    watch(epoll, fd, EPOLLIN);
                }
            }
        }
    }
}
