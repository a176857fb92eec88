/**
 * The numbers of GPUBufferUsage and GPUMapMode (WebGPU specification, section 5.1 and 5.2).
 * Written out because Node has no such globals: the GPU object is handed in, and nothing else is needed.
 */
export const BUFFER_USAGE = {
  mapRead: 0x1,
  mapWrite: 0x2,
  copySource: 0x4,
  copyDestination: 0x8,
  uniform: 0x40,
  storage: 0x80,
  queryResolve: 0x200,
} as const

export const MAP_READ = 0x1
export const MAP_WRITE = 0x2
